#include "started_tree.hpp"

#include "waitid.hpp"

#include "os/posix/end/exit_handle.hpp"
#include "os/posix/end/tree_record.hpp"
#include "os/posix/io/sigpipe.hpp"
#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"

#include <subprocess/error.hpp>

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include <cerrno>
#include <new>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

#if SUBPROCESS_SUPERVISORS

namespace {

#if SUBPROCESS_LINUX
constexpr int of_any_kind = __WALL; // the supervisor's exit signal is not SIGCHLD
#else
constexpr int of_any_kind = 0;
#endif

} // namespace

void UnmapTree::operator()(TreeRecord* record) const noexcept {
    if (!keep)
        ::munmap(record, sizeof(TreeRecord));
}

MappedTree map_tree() {
    constexpr int access = PROT_READ | PROT_WRITE;
    void* const memory = ::mmap(nullptr, sizeof(TreeRecord), access, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        throw_errno(errno, detail::KeywordName{"tree"});
    return MappedTree(new (memory) TreeRecord);
}

/// The end of the pipe is a request, too. But a copy of this process by fork() may keep the pipe open.
void request_end(StartedTree& tree) noexcept {
    const char end[] = {static_cast<char>(TreeRequest::end)};
    if (write_without_signal(tree.requests.get(), std::string_view(end, 1)) != 1)
        tree.requests.close();
}

bool reap_supervisor(const ExitHandle& supervisor) {
    Reaping reaping;
    const Reaped reaped = supervisor.is_pidfd() ? reap_by_pidfd(supervisor.get(), reaping) : Reaped::refused;
    if (reaped != Reaped::refused)
        return reaped != Reaped::not_yet;
    return retry([&] { return ::waitpid(supervisor.pid(), nullptr, WNOHANG | of_any_kind); }) != 0;
}

void continue_supervisor(const ExitHandle& supervisor) noexcept {
    if (!supervisor.send_signal(SIGCONT))
        ::kill(supervisor.pid(), SIGCONT);
}

#endif

} // namespace detail::os
} // namespace v1
} // namespace subprocess
