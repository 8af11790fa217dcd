#include "os/cancellation.hpp"
#include "os/process.hpp"

#include "exit_handle.hpp"
#include "os/deadline.hpp"
#include "os/posix/ask/features.hpp"
#include "os/posix/io/poll.hpp"
#include "os/posix/posix.hpp"

#include <subprocess/handle.hpp>

#include <poll.h>
#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

using Lock = std::unique_lock<std::mutex>;

int code_of(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : WIFSTOPPED(status) ? -WSTOPSIG(status) : -WTERMSIG(status);
}

/// Under the mutex only: without it, the number might be somebody else's by now.
Reaped reap_by_number(pid_t pid, int& returncode) {
    int status = 0;
    const pid_t reaped = retry([&] { return ::waitpid(pid, &status, WNOHANG); });
    if (reaped == -1 && errno == ECHILD)
        return Reaped::elsewhere;
    if (check(reaped) == 0)
        return Reaped::not_yet;
    returncode = code_of(status);
    return Reaped::yes;
}

Reaped reap(Process& process, int& returncode) {
    forget_lost_handle(process);
    const Reaped reaped =
        has_pidfd(process) ? reap_by_pidfd(process.handle.get(), WNOHANG, returncode) : Reaped::refused;
    return reaped == Reaped::refused ? reap_by_number(process.pid, returncode) : reaped;
}

/// Somebody outside of this library reaped it, or the process ignores SIGCHLD: Python's answer is 0.
void settle_lost(Process& process) {
    const std::optional<int> status = kept_status(process);
    process.status_lost = !status.has_value();
    process.returncode = code_of(status.value_or(0));
}

/// Another thread of ours may have just reaped it, and be about to say so.
void settle_elsewhere(Process& process, Lock& lock) {
    const NotCancellable until_settled; // old std::condition_variables have a noexcept wait()
    process.changed.wait(lock, [&] { return process.returncode || process.reapers == 0; });
    if (!process.returncode)
        settle_lost(process);
}

/// Looks without blocking. \return whether the end is known now
bool reap_now(Process& process, Lock& lock, Deadline deadline) {
    const NotCancellable until_noted;
    int code = 0;
    const Reaped reaped = reap(process, code);
    if (reaped == Reaped::not_yet)
        return false;
    if (reaped == Reaped::yes) {
        process.returncode = code;
        return true;
    }
    if (process.reapers > 0 && deadline.has_passed())
        return false;
    settle_elsewhere(process, lock);
    return true;
}

/// Gives up the mutex for as long as it lives, and says so to others, who may find the process reaped.
class WithoutMutex {
public:
    WithoutMutex(Process& process, Lock& lock) : m_process(process), m_lock(lock) {
        ++m_process.reapers;
        m_lock.unlock();
    }
    WithoutMutex(const WithoutMutex&) = delete;
    WithoutMutex& operator=(const WithoutMutex&) = delete;
    ~WithoutMutex() {
        m_lock.lock();
        --m_process.reapers;
        m_process.changed.notify_all(); // they look when they get the mutex
    }

private:
    Process& m_process;
    Lock& m_lock;
};

/// Those can do without the mutex whose signals need no number either.
bool can_reap_without_mutex(Process& process) {
    forget_lost_handle(process);
    return has_pidfd(process) && usable(Feature::pidfd_signals);
}

Reaped reap_without_mutex(Process& process, Lock& lock, int& returncode) {
    const int pidfd = process.handle.get();
    const WithoutMutex meanwhile(process, lock);
    return reap_by_pidfd(pidfd, 0, returncode);
}

/// Blocks in the one call that also reaps, if that is not refused.
void reap_whenever_it_ends(Process& process, Lock& lock) {
    int code = 0;
    const Reaped reaped = reap_without_mutex(process, lock, code);
    if (reaped == Reaped::yes)
        process.returncode = code;
    if (reaped == Reaped::elsewhere)
        settle_elsewhere(process, lock);
}

/// How one thread waits for an end.
struct Patience {
    /// The exit handle said that the process has ended, but there was nothing to reap: a process that traces it may
    /// have to see the end first, or a thread of it may just have executed another program.
    bool was_early = false;
    std::chrono::nanoseconds pause = std::chrono::microseconds(500);
};

/// Blocks for a while; until there is something to reap, where that can be had.
void doze(pid_t pid, Deadline deadline, Patience& patience) {
    siginfo_t info{};
    if (deadline.is_never() && ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT) == 0)
        return;
    constexpr std::chrono::nanoseconds longest = std::chrono::milliseconds(50);
    const auto now = std::min(patience.pause, deadline.remaining());
    const timespec nap{0, static_cast<long>(now.count())};
    ::nanosleep(&nap, nullptr);
    patience.pause = std::min(2 * patience.pause, longest);
}

/// Blocks until the process ends or the deadline passes, without reaping; or for a while, where one cannot do better.
/// \param exit_handle -1 when there is none
void await_end(pid_t pid, int exit_handle, Deadline deadline, Patience& patience) {
    if (exit_handle == -1 || patience.was_early)
        doze(pid, deadline, patience);
    if (exit_handle == -1)
        return;
    pollfd fd{exit_handle, POLLIN, 0};
    patience.was_early = poll_until(&fd, 1, deadline) > 0;
}

} // namespace

std::optional<int> wait(Process& process, Deadline deadline) {
    Patience patience;
    Lock lock(process.mutex);
    if (!process.returncode && deadline.is_never() && can_reap_without_mutex(process))
        reap_whenever_it_ends(process, lock);
    while (!process.returncode && !reap_now(process, lock, deadline)) {
        if (deadline.has_passed())
            return {};
        const int exit_handle = usable(Feature::pidfd) ? process.handle.get() : -1;
        lock.unlock();
        await_end(process.pid, exit_handle, deadline, patience);
        lock.lock();
    }
    return process.returncode;
}

void send_signal(Process& process, int number) {
    const Lock lock(process.mutex); // where the number is needed, nobody must reap it between this look and the signal
    if (process.returncode)
        return;
    forget_lost_handle(process);
    if (!signal_by_pidfd(process, number) && ::kill(process.pid, number) == -1 && errno != ESRCH)
        throw_errno(errno);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
