#include "../os.hpp"

#include "deadline.hpp"
#include "exit_handle.hpp"
#include "features.hpp"
#include "poll.hpp"
#include "posix.hpp"

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
namespace os {

namespace {

using Lock = std::unique_lock<std::mutex>;

enum class Reaped { yes, not_yet, elsewhere };

Reaped reap(const Process& process, int options, int& returncode) {
    siginfo_t info{};
    if (wait_id(process, info, WEXITED | options) == -1)
        return Reaped::elsewhere;
    if (info.si_pid == 0)
        return Reaped::not_yet;
    returncode = info.si_code == CLD_EXITED ? info.si_status : -info.si_status;
    return Reaped::yes;
}

/// Somebody outside of this library reaped it, or the process ignores SIGCHLD: Python's answer is 0.
void settle_lost(Process& process) {
    const std::optional<int> status = kept_status(process);
    process.status_lost = !status.has_value();
    process.returncode = !status ? 0 : WIFSIGNALED(*status) ? -WTERMSIG(*status) : WEXITSTATUS(*status);
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
    switch (reap(process, WNOHANG, code)) {
    case Reaped::yes:
        process.returncode = code;
        return true;
    case Reaped::not_yet:
        return false;
    case Reaped::elsewhere:
        break;
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

Reaped reap_without_mutex(Process& process, Lock& lock, int& returncode) {
    const WithoutMutex meanwhile(process, lock);
    return reap(process, 0, returncode);
}

/// Blocks in the one call that also reaps. Only by pidfd: without the mutex, a pid might be somebody else's by now.
void reap_whenever_it_ends(Process& process, Lock& lock) {
    int code = 0;
    const Reaped reaped = reap_without_mutex(process, lock, code);
    if (reaped == Reaped::yes)
        process.returncode = code;
    else
        settle_elsewhere(process, lock);
}

/// How one thread waits for an end.
struct Patience {
    bool has_ended = false; ///< the pidfd says so, but a process that traces the child has not seen it, so it stays
    std::chrono::nanoseconds pause = std::chrono::microseconds(500);
};

/// Blocks until the process ends or the deadline passes, without reaping; or for a while, where one cannot do better.
void await_end(const Process& process, Deadline deadline, Patience& patience) {
    if (!patience.has_ended && process.handle.valid() && usable(Feature::pidfd)) {
        pollfd fd{process.handle.get(), POLLIN, 0};
        patience.has_ended = poll_until(&fd, 1, deadline) > 0;
        return;
    }
    if (deadline.is_never()) {
        siginfo_t info{};
        ::waitid(P_PID, static_cast<id_t>(process.pid), &info, WEXITED | WNOWAIT);
        return;
    }
    constexpr std::chrono::nanoseconds longest = std::chrono::milliseconds(50);
    const auto now = std::min(patience.pause, deadline.remaining());
    const timespec nap{0, static_cast<long>(now.count())};
    ::nanosleep(&nap, nullptr);
    patience.pause = std::min(2 * patience.pause, longest);
}

} // namespace

std::optional<int> wait(Process& process, Deadline deadline) {
    Patience patience;
    Lock lock(process.mutex);
    if (!process.returncode && deadline.is_never() && has_pidfd(process))
        reap_whenever_it_ends(process, lock);
    while (!process.returncode && !reap_now(process, lock, deadline)) {
        if (deadline.has_passed())
            return {};
        lock.unlock();
        await_end(process, deadline, patience);
        lock.lock();
    }
    return process.returncode;
}

void send_signal(Process& process, int number) {
    const Lock lock(process.mutex); // without a pidfd, nobody must reap it between this look and the signal
    if (process.returncode)
        return;
    if (signal_process(process, number) == -1 && errno != ESRCH)
        throw_errno(errno);
}

} // namespace os
} // namespace v1
} // namespace subprocess
