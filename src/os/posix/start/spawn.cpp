#include "os/process.hpp"
#include "os/stdio.hpp"
#include "os/streams.hpp"

#include "child.hpp"
#include "os/posix/ask/features.hpp"
#include "os/posix/end/exit_handle.hpp"
#include "os/posix/io/spawn_lock.hpp"
#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"
#include "plan.hpp"
#include "raw.hpp"
#include "ways.hpp"

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/hooks.hpp>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

using Start = bool (*)(PreparedChild&, Started&);

struct Way {
    SpawnMethod method;
    Start start;
};

/// From the fastest to the one that can do everything.
constexpr Way ways[] = {
    {SpawnMethod::vfork, start_by_clone},
    {SpawnMethod::posix_spawn, start_by_posix_spawn},
    {SpawnMethod::fork, start_by_fork},
};

/// Unless it is told to, Linux does without posix_spawn(), which can freeze there.
bool is_passed_over(SpawnMethod method, SpawnMethod first) {
    const bool can_freeze = SUBPROCESS_LINUX && method == SpawnMethod::posix_spawn;
    return method < first || (can_freeze && method != first);
}

Started start(PreparedChild& child, SpawnMethod first) {
    Started started;
    for (const Way& way : ways) {
        if (is_passed_over(way.method, first) || !way.start(child, started))
            continue;
        remember(way.method);
        break;
    }
    return started;
}

/// A child that could not do what it was told has exited already, or is about to. One whose report could not be read
/// may be running.
void reap_failed(const PreparedChild& child, const Started& started) {
    if (child.report.step == Step::report)
        ::kill(started.pid, SIGKILL);
    retry([&] { return ::waitpid(started.pid, nullptr, 0); });
}

bool is_to_be_retried(const SpawnRequest& request, const ChildReport& report) {
    return report.step == Step::exec && report.error == ETXTBSY && request.text_busy == TextBusy::retry &&
           request.preexec == nullptr;
}

/// A program that was just written is busy for as long as a child that another thread forked meanwhile has the writer's
/// descriptor, too: until it executes something, which is soon.
Started start_when_not_busy(PreparedChild& child, const SpawnRequest& request) {
    using std::chrono::milliseconds;
    constexpr milliseconds longest_pause(64);
    Started started = start(child, request.method);
    for (milliseconds pause(1); pause <= longest_pause && is_to_be_retried(request, child.report); pause *= 2) {
        reap_failed(child, started);
        child.report = {};
        std::this_thread::sleep_for(pause);
        started = start(child, request.method);
    }
    return started;
}

[[noreturn]] void throw_failure(const PreparedChild& child, const Started& started) {
    reap_failed(child, started);
    if (child.report.step == Step::preexec)
        throw SubprocessError("Exception occurred in preexec_fn.");
    if (const detail::KeywordName keyword = keyword_of(child.report.step); !keyword.text.empty())
        throw_errno(child.report.error, keyword);
    throw_errno(child.report.error, child.subject_of(child.report.step));
}

} // namespace

std::unique_ptr<Process> spawn(const SpawnRequest& request) {
    auto process = std::make_unique<Process>(); // made first: there is no way back once the child runs
    const auto child = std::make_unique<PreparedChild>(request);
    Started started = start_when_not_busy(*child, request);
    if (child->report.step != Step::none)
        throw_failure(*child, started);
    process->pid = started.pid;
    process->handle = started.pidfd.valid() ? std::move(started.pidfd) : open_exit_handle(started.pid);
    if (request.is_handed_out)
        process->handle_identity = identity_of(process->handle.get());
    return process;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
