#include "../os.hpp"

#include "child.hpp"
#include "exit_handle.hpp"
#include "features.hpp"
#include "inheritance.hpp"
#include "plan.hpp"
#include "posix.hpp"
#include "raw.hpp"
#include "start.hpp"
#include "system.hpp"

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/hooks.hpp>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace os {

// What can be asked for ----------------------------------------------------------------------------------------------

namespace {

void require_open(int fd) {
    check(::fcntl(fd, F_GETFD));
}

void require_names(const std::vector<std::string>& environment) {
    for (const std::string& variable : environment)
        if (variable.front() == '=')
            throw ValueError("illegal environment variable name");
}

} // namespace

void validate(const SpawnRequest& request) {
    if (request.startup_info != nullptr)
        throw ValueError("startupinfo is only supported on Windows platforms");
    if (request.creation_flags != 0)
        throw ValueError("creationflags is only supported on Windows platforms");
    if (request.extra_groups && request.extra_groups->size() > NGROUPS_MAX)
        throw ValueError("too many extra_groups");
    if (request.environment)
        require_names(*request.environment);
    for (const int fd : request.pass_fds)
        if (fd < 0)
            throw ValueError("bad value(s) in fds_to_keep");
    for (const int fd : request.pass_fds)
        require_open(fd);
    for (const Stdio stream : all_stdio)
        if (request.is_callers[stream])
            require_open(request.stdio[stream]);
}

// What the three ways share ------------------------------------------------------------------------------------------

namespace {

/// A copy of `handle` above the standard streams: the child may replace those, or inherit them as closed as they are.
Handle above_standard_streams(Handle handle) {
    if (handle.get() > STDERR_FILENO)
        return handle;
    return Handle(check(::fcntl(handle.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1)));
}

} // namespace

ReportPipe::ReportPipe(PreparedChild& child) : m_child(child) {
    Pipe pipe = open_pipe(Access::read);
    m_ours = above_standard_streams(std::move(pipe.ours));
    m_theirs = above_standard_streams(std::move(pipe.theirs));
    child.plan.report_fd = m_theirs.get();
}

void ReportPipe::read() {
    m_theirs.close();
    ChildReport report{};
    const ssize_t size = retry([&] { return ::read(m_ours.get(), &report, sizeof(report)); });
    if (size == sizeof(report))
        m_child.report = report;
}

SignalsBlocked::SignalsBlocked(ChildPlan& plan) noexcept {
    raw::set_signal_mask(~std::uint64_t{0}, &m_before);
    plan.inherited_mask = m_before;
}

SignalsBlocked::~SignalsBlocked() {
    raw::set_signal_mask(m_before);
}

bool start_by_fork(PreparedChild& child, Started& started) {
    ReportPipe pipe(child);
    child.plan.reset_handlers = true;
    pid_t pid = -1;
    int error = 0;
    {
        const auto lock = lock_inheritance();
        const SignalsBlocked blocked(child.plan);
        pid = ::fork();
        error = errno;
        if (pid == 0)
            run_child(child.plan);
    }
    if (pid == -1)
        throw_errno(error);
    started.pid = pid;
    pipe.read();
    return true;
}

// Starting -----------------------------------------------------------------------------------------------------------

namespace {

using Start = bool (*)(PreparedChild&, Started&);

struct Way {
    SpawnMethod method;
    Start start;
};

/// From the fastest to the one that can do everything.
constexpr Way ways[] = {
    {SpawnMethod::vfork, start_by_vfork},
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

/// A child that could not do what it was told has exited already, or is about to.
[[noreturn]] void throw_failure(const PreparedChild& child, const Started& started) {
    retry([&] { return ::waitpid(started.pid, nullptr, 0); });
    if (child.report.step == Step::preexec)
        throw SubprocessError("Exception occurred in preexec_fn.");
    throw_errno(child.report.error, child.subject_of(child.report.step));
}

} // namespace

std::unique_ptr<Process> spawn(const SpawnRequest& request) {
    auto process = std::make_unique<Process>(); // made first: there is no way back once the child runs
    const auto child = std::make_unique<PreparedChild>(request);
    Started started = start(*child, request.method);
    if (child->report.step != Step::none)
        throw_failure(*child, started);
    process->pid = started.pid;
    process->handle = started.pidfd.valid() ? std::move(started.pidfd) : open_exit_handle(started.pid);
    return process;
}

} // namespace os
} // namespace v1
} // namespace subprocess
