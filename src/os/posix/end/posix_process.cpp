#include "posix_process.hpp"

#include "exit_handle.hpp"
#include "os/cancellation.hpp"
#include "os/posix/ask/features.hpp"
#include "os/posix/end/waitid.hpp"
#include "os/posix/io/poll.hpp"
#include "os/posix/posix.hpp"
#include "usage.hpp"

#include <subprocess/usage.hpp>

#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

int code_of(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : WIFSTOPPED(status) ? -WSTOPSIG(status) : -WTERMSIG(status);
}

Reaped reap_by_pid(pid_t pid, Ended& ended) {
    int status = 0;
    rusage used{};
    const pid_t reaped = retry([&] { return ::wait4(pid, &status, WNOHANG, &used); });
    if (reaped == -1 && errno == ECHILD)
        return Reaped::elsewhere;
    if (check(reaped) == 0)
        return Reaped::not_yet;
    ended = {code_of(status), false, usage_of(used)};
    return Reaped::yes;
}

} // namespace

int returncode_of(int signal) noexcept {
    return -signal;
}

// Reaping -------------------------------------------------------------------------------------------------------------

/// Releases the mutex while it lives, and counts this thread as one that may reap the child meanwhile. Its destructor
/// records what this thread has reaped, because a cancelled thread comes by here as well.
class PosixProcess::WithoutMutex {
public:
    WithoutMutex(PosixProcess& process, Lock& lock) : m_process(process), m_lock(lock) {
        ++m_process.m_reapers;
        m_lock.unlock();
    }
    WithoutMutex(const WithoutMutex&) = delete;
    WithoutMutex& operator=(const WithoutMutex&) = delete;
    ~WithoutMutex() {
        m_lock.lock();
        if (reaping.has_reaped())
            m_process.m_ended = reaping.ended();
        --m_process.m_reapers;
        m_process.m_changed.notify_all();
    }

    Reaping reaping;

private:
    PosixProcess& m_process;
    Lock& m_lock;
};

PosixProcess::PosixProcess(ExitHandle child) noexcept : Process(child.pid()), m_exit(std::move(child)) {}

Reaped PosixProcess::reap(Ended& ended) {
    m_exit.forget_if_lost();
    Reaping reaping;
    const Reaped reaped = m_exit.is_pidfd() ? reap_by_pidfd(m_exit.get(), reaping) : Reaped::refused;
    if (reaped == Reaped::yes)
        ended = reaping.ended();
    return reaped == Reaped::refused ? reap_by_pid(pid, ended) : reaped;
}

/// Without a status that the kernel has kept, the answer is Python's: 0. The same holds if the program ignores SIGCHLD,
/// so that the kernel reaps.
void PosixProcess::conclude_reaped_outside() {
    const std::optional<int> status = m_exit.kept_status();
    m_ended = Ended{code_of(status.value_or(0)), !status.has_value()};
}

/// For a child that is already reaped, by another thread of this library or outside of it.
void PosixProcess::adopt_other_threads_result(Lock& lock) {
    const NotCancellable until_adopted; // in old libstdc++ wait() is noexcept, so a cancellation would end the process
    m_changed.wait(lock, [&] { return m_ended || m_reapers == 0; });
    if (!m_ended)
        conclude_reaped_outside();
}

/// Does not block. \return whether m_ended is set
bool PosixProcess::reap_now(Lock& lock, Deadline deadline) {
    const NotCancellable until_recorded;
    Ended ended;
    const Reaped reaped = reap(ended);
    if (reaped == Reaped::not_yet)
        return false;
    if (reaped == Reaped::yes) {
        m_ended = ended;
        return true;
    }
    if (m_reapers > 0 && deadline.has_passed())
        return false;
    adopt_other_threads_result(lock);
    return true;
}

bool PosixProcess::can_reap_without_mutex() {
    m_exit.forget_if_lost();
    return m_exit.is_pidfd() && usable(Feature::pidfd_signals);
}

Reaped PosixProcess::reap_without_mutex(Lock& lock) {
    const int pidfd = m_exit.get();
    WithoutMutex meanwhile(*this, lock);
    return wait_by_pidfd(pidfd, meanwhile.reaping);
}

/// Returns without a result if the system refuses waitid(P_PIDFD).
void PosixProcess::block_in_waitid(Lock& lock) {
    if (reap_without_mutex(lock) == Reaped::elsewhere)
        adopt_other_threads_result(lock);
}

// Waiting -------------------------------------------------------------------------------------------------------------

namespace {

/// What one call of wait() has learnt.
struct WaitState {
    /// The exit handle was readable, but there was nothing to reap. This happens if a tracer has to see the end first,
    /// and if a thread of the child has just executed another program.
    bool was_early = false;
    double pause = 0.0005; // seconds
};

/// Blocks until the child can be reaped, if waitid() is allowed and there is no deadline. Else sleeps for one pause.
void doze(pid_t pid, Deadline deadline, WaitState& state) {
    siginfo_t info{};
    if (deadline.is_never() && ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT) == 0)
        return;
    constexpr double longest_pause = 0.05; // seconds
    poll_until(nullptr, 0, earlier(deadline, Deadline::after(state.pause)));
    state.pause = std::min(2 * state.pause, longest_pause);
}

/// Blocks until the child ends or the deadline passes, or sleeps for a pause if the system has no way to block. Reaps
/// nothing. \param exit_handle -1 if there is none
void await_end(pid_t pid, int exit_handle, Deadline deadline, WaitState& state) {
    if (exit_handle == -1 || state.was_early)
        doze(pid, deadline, state);
    if (exit_handle == -1)
        return;
    pollfd fd{exit_handle, POLLIN, 0};
    state.was_early = poll_until(&fd, 1, deadline) > 0;
}

} // namespace

std::optional<Ended> PosixProcess::wait(Deadline deadline) {
    WaitState state;
    Lock lock(m_mutex);
    if (!m_ended && deadline.is_never() && can_reap_without_mutex())
        block_in_waitid(lock);
    while (!m_ended && !reap_now(lock, deadline)) {
        if (deadline.has_passed())
            return {};
        // A kqueue does not tell that a traced child has stopped.
        const bool can_block = deadline.is_never() && !m_exit.is_pidfd();
        const int exit_handle = can_block ? -1 : m_exit.pollable();
        lock.unlock();
        await_end(pid, exit_handle, deadline, state);
        lock.lock();
    }
    return m_ended;
}

void PosixProcess::send_signal(int number) {
    const Lock lock(m_mutex); // no other thread may reap the child between this look and a signal by pid
    if (m_ended)
        return;
    m_exit.forget_if_lost();
    if (!m_exit.send_signal(number) && ::kill(pid, number) == -1 && errno != ESRCH)
        throw_errno(errno);
}

NativeHandle PosixProcess::native_handle() const noexcept {
    const Lock lock(m_mutex);
    return m_exit.get();
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
