#include "tree_kind.hpp"

#include "os/posix/system.hpp"

#if SUBPROCESS_LINUX

#include "failure.hpp"
#include "memory_sharing.hpp"
#include "os/posix/ask/features.hpp"
#include "os/posix/start/child.hpp"
#include "os/posix/start/plan.hpp"
#include "raw.hpp"
#include "raw_clone.hpp"
#include "tracer.hpp"
#include "ways.hpp"

#include <subprocess/hooks.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// Starts a child that cannot execute anything, to see whether it shares our memory.
bool shares_memory() {
    const std::vector<std::string> words = {"/"};
    const Start nothing(words);
    const auto child = std::make_unique<PreparedChild>(nothing);
    Started started;
    if (!start_by_clone(*child, started))
        return false;
    reap_failed(*child, started);
    return child->report.has_run != 0;
}

bool is_memory_shared() {
    if (memory_sharing() != MemorySharing::unknown)
        return memory_sharing() == MemorySharing::shared;
    static const bool is_shared = shares_memory();
    return is_shared;
}

/// Until one program has run, nobody knows whether the kernel tells when it leaves our memory: see clone.cpp.
std::atomic<bool> is_telling{false};

} // namespace

/// preexec_fn may only run after a fork() by libc, and so may everything where our system calls are libc's. A debugger
/// takes a supervisor that shares our memory for a copy of this process.
TreeKind tree_kind_for(const Start& start) {
    const SpawnMethod method = start.posix.method;
    const bool may_clone = method == SpawnMethod::automatic || method == SpawnMethod::vfork;
    const bool can_clone = raw::can_enter && raw::leaves_errno_alone && usable(Feature::tree_clone) && !is_traced();
    const bool has_hook = start.posix.preexec.function != nullptr;
    return may_clone && can_clone && !has_hook && is_memory_shared() ? TreeKind::clone : TreeKind::fork;
}

bool needs_report_pipe(const PreparedChild& child, TreeKind kind) {
    const bool is_told = usable(Feature::clear_tid) && (is_telling || memory_sharing() == MemorySharing::shared);
    return kind == TreeKind::fork || child.needs_memory_of_its_own() || !is_told;
}

void note_telling(bool tells) noexcept {
    is_telling = true;
    if (!tells)
        give_up(Feature::clear_tid);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess

#elif SUBPROCESS_SUPERVISORS

namespace subprocess {
inline namespace v1 {
namespace detail::os {

TreeKind tree_kind_for(const Start&) {
    return TreeKind::fork;
}

bool needs_report_pipe(const PreparedChild&, TreeKind) {
    return true;
}

void note_telling(bool) noexcept {}

} // namespace detail::os
} // namespace v1
} // namespace subprocess

#endif
