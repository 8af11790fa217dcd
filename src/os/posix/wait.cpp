#include "wait.hpp"

#include "../os.hpp"
#include "deadline.hpp"
#include "features.hpp"
#include "poll.hpp"
#include "posix.hpp"
#include "system.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <ctime>
#include <mutex>
#include <optional>

#if SUBPROCESS_LINUX
#include <sys/ioctl.h>
#include <sys/syscall.h>
#elif defined(__APPLE__) || defined(__FreeBSD__) || defined(__NetBSD__) || defined(__OpenBSD__)
#include <sys/event.h>
#define SUBPROCESS_HAVE_KQUEUE 1
#endif

namespace subprocess {
inline namespace v1 {
namespace os {

// What the systems have for it ---------------------------------------------------------------------------------------

#if SUBPROCESS_LINUX

namespace {

constexpr auto pidfd_id = static_cast<idtype_t>(3); // P_PIDFD
#if !defined(SYS_pidfd_send_signal)
constexpr long SYS_pidfd_send_signal = 424;
#endif
#if !defined(SYS_pidfd_open)
constexpr long SYS_pidfd_open = 434;
#endif

bool has_pidfd(const Process& process) {
    return process.handle.valid() && usable(Feature::pidfd);
}

int send(const Process& process, int number) {
    if (!has_pidfd(process))
        return ::kill(process.pid, number);
    return static_cast<int>(::syscall(SYS_pidfd_send_signal, process.handle.get(), number, nullptr, 0));
}

/// The wait status of a process that somebody else has reaped: Linux 6.15 keeps it for whoever holds a pidfd.
std::optional<int> kept_status(const Process& process) {
    struct Info { // the kernel's struct pidfd_info
        std::uint64_t mask, cgroup;
        std::uint32_t ids[11];
        std::int32_t exit_status;
    } info{};
    static_assert(sizeof(info) == 64);
    constexpr std::uint64_t wants_exit = 8;
    info.mask = wants_exit;
    if (!has_pidfd(process) || ::syscall(SYS_ioctl, process.handle.get(), _IOWR(0xFF, 11, Info), &info) != 0 ||
        (info.mask & wants_exit) == 0)
        return {};
    return info.exit_status;
}

} // namespace

Handle open_exit_handle(pid_t pid) noexcept {
    if (!usable(Feature::pidfd))
        return {};
    const long fd = ::syscall(SYS_pidfd_open, pid, 0); // close-on-exec by itself
    if (fd == -1 && (errno == ENOSYS || errno == EPERM))
        give_up(Feature::pidfd);
    return Handle(static_cast<int>(fd));
}

#else

namespace {

constexpr auto pidfd_id = P_PID;

bool has_pidfd(const Process&) {
    return false;
}

int send(const Process& process, int number) {
    return ::kill(process.pid, number);
}

std::optional<int> kept_status(const Process&) {
    return {};
}

} // namespace

#if defined(SUBPROCESS_HAVE_KQUEUE)

Handle open_exit_handle(pid_t pid) noexcept {
    Handle queue(::kqueue()); // not inherited over fork, so that exec cannot leak it
    struct kevent change;
    EV_SET(&change, static_cast<uintptr_t>(pid), EVFILT_PROC, EV_ADD, NOTE_EXIT, 0, nullptr);
    if (queue.valid() && ::kevent(queue.get(), &change, 1, nullptr, 0, nullptr) == 0)
        return queue;
    return {};
}

#else

Handle open_exit_handle(pid_t) noexcept {
    return {};
}

#endif
#endif

// Reaping -------------------------------------------------------------------------------------------------------------

namespace {

using Lock = std::unique_lock<std::mutex>;

enum class Reaped { yes, not_yet, elsewhere };

Reaped reap(const Process& process, int options, int& returncode) {
    siginfo_t info{};
    const bool by_pidfd = has_pidfd(process);
    const auto id = static_cast<id_t>(by_pidfd ? process.handle.get() : process.pid);
    const int result = retry([&] { return ::waitid(by_pidfd ? pidfd_id : P_PID, id, &info, WEXITED | options); });
    if (result == -1 && errno == EINVAL && by_pidfd) { // Linux 5.3 has pidfds, and cannot reap by them
        give_up(Feature::pidfd);
        return reap(process, options, returncode);
    }
    if (result == -1)
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
    process.changed.wait(lock, [&] { return process.returncode || process.reapers == 0; });
    if (!process.returncode)
        settle_lost(process);
}

/// Looks without blocking. \return whether the end is known now
bool reap_now(Process& process, Lock& lock, Deadline deadline) {
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

/// Blocks in the one call that also reaps. Only by pidfd: without the mutex, a pid might be somebody else's by now.
void reap_whenever_it_ends(Process& process, Lock& lock) {
    ++process.reapers;
    lock.unlock();
    int code = 0;
    const Reaped reaped = reap(process, 0, code);
    lock.lock();
    --process.reapers;
    if (reaped == Reaped::yes)
        process.returncode = code;
    else
        settle_elsewhere(process, lock);
    process.changed.notify_all();
}

/// Blocks until the process ends or the deadline passes, without reaping; or for a while, where one cannot do better.
void await_end(const Process& process, Deadline deadline, std::chrono::nanoseconds& pause) {
    if (process.handle.valid() && usable(Feature::pidfd)) {
        pollfd fd{process.handle.get(), POLLIN, 0};
        poll_until(&fd, 1, deadline);
        return;
    }
    if (deadline.is_never()) {
        siginfo_t info{};
        ::waitid(P_PID, static_cast<id_t>(process.pid), &info, WEXITED | WNOWAIT);
        return;
    }
    constexpr std::chrono::nanoseconds longest = std::chrono::milliseconds(50);
    const auto now = std::min(pause, deadline.remaining());
    const timespec nap{0, static_cast<long>(now.count())};
    ::nanosleep(&nap, nullptr);
    pause = std::min(2 * pause, longest);
}

} // namespace

std::optional<int> wait(Process& process, Deadline deadline) {
    std::chrono::nanoseconds pause = std::chrono::microseconds(500);
    Lock lock(process.mutex);
    if (!process.returncode && deadline.is_never() && has_pidfd(process))
        reap_whenever_it_ends(process, lock);
    while (!process.returncode && !reap_now(process, lock, deadline)) {
        if (deadline.has_passed())
            return {};
        lock.unlock();
        await_end(process, deadline, pause);
        lock.lock();
    }
    return process.returncode;
}

void send_signal(Process& process, int number) {
    const Lock lock(process.mutex); // without a pidfd, nobody must reap it between this look and the signal
    if (process.returncode)
        return;
    if (send(process, number) == -1 && errno != ESRCH)
        throw_errno(errno);
}

} // namespace os
} // namespace v1
} // namespace subprocess
