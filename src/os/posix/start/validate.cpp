#include "os/start.hpp"

#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"
#include "os/stdio.hpp"

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>

#include <fcntl.h>

#include <array>
#include <climits>
#include <optional>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

void require_open(int fd, std::string_view keyword) {
    check(::fcntl(fd, F_GETFD), detail::KeywordName{keyword});
}

} // namespace

void validate(const Start& start) {
    if (start.windows.startup_info != nullptr)
        throw ValueError("startupinfo is only supported on Windows platforms");
    if (start.windows.creation_flags != 0)
        throw ValueError("creationflags is only supported on Windows platforms");
    if (start.terminal && start.posix.process_group)
        throw ValueError("pty and process_group may not both be used: with a terminal the child leads a session");
    if (start.posix.foreground && start.terminal)
        throw ValueError("foreground and pty may not both be used: the child gets our terminal, or one of its own");
    if (start.posix.foreground && start.posix.start_new_session)
        throw ValueError("foreground and start_new_session may not both be used: a new session has no terminal");
    if (start.tree && !has_supervisors && start.posix.process_group.value_or(0) > 0)
        throw ValueError("tree needs a process group of its own on this system, so process_group must be 0");
    if (start.posix.cgroup && !has_cgroups)
        throw ValueError("cgroup is only supported on Linux");
    if (start.posix.cgroup && start.posix.preexec.function != nullptr)
        throw ValueError("cgroup and preexec_fn may not both be used: fork() cannot place a child in a control group");
    if (start.posix.identity.extra_groups && start.posix.identity.extra_groups->size() > NGROUPS_MAX)
        throw ValueError("too many extra_groups");
    for (const PassedFd& fd : start.posix.pass_fds)
        if (fd.ours < 0)
            throw ValueError("bad value(s) in fds_to_keep");
    for (const PassedFd& fd : start.posix.pass_fds)
        require_open(fd.ours, "pass_fds");
    for (const Stdio stream : all_stdio)
        if (start.is_callers[stream])
            require_open(start.stdio[stream], stdio_keywords[stream]);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
