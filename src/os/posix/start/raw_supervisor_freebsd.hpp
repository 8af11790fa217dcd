// The system calls that only a supervisor makes, on FreeBSD. The names are raw_supervisor_linux.hpp's. All functions of
// libc used here are system calls and async-signal-safe: the supervisor is a child by fork() of a process with threads.
#pragma once

#include "os/posix/end/usage.hpp"
#include "os/posix/system.hpp"
#include "raw.hpp"

#if defined(__FreeBSD__)
#include <sys/event.h>
#endif
#include <poll.h>
#include <signal.h>
#include <sys/procctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <ctime>

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace raw {
namespace { // each file has its own copy, for the reason given in raw_libc.hpp

// The process ---------------------------------------------------------------------------------------------------------

inline pid_t getpid() noexcept {
    return ::getpid();
}

/// For this process only: a request about another one is not allowed.
inline long become_subreaper() noexcept {
    return result_of(::procctl(P_PID, static_cast<id_t>(::getpid()), PROC_REAP_ACQUIRE, nullptr));
}

/// Sends a signal to the processes below us. \param flags 0: all; or REAPER_KILL_CHILDREN
inline long signal_descendants(procctl_reaper_kill& request, int number, unsigned flags) noexcept {
    request = {};
    request.rk_sig = number;
    request.rk_flags = flags;
    return result_of(::procctl(P_PID, static_cast<id_t>(::getpid()), PROC_REAP_KILL, &request));
}

inline void set_name(const char*) noexcept {} // setproctitle() is not async-signal-safe

inline long kill(pid_t pid, int number) noexcept {
    return result_of(::kill(pid, number));
}

// Ends of children ----------------------------------------------------------------------------------------------------

inline KernelUsage usage_of_kernel(const rusage& used) noexcept {
    KernelUsage usage{};
    usage.user = {static_cast<long>(used.ru_utime.tv_sec), static_cast<long>(used.ru_utime.tv_usec)};
    usage.system = {static_cast<long>(used.ru_stime.tv_sec), static_cast<long>(used.ru_stime.tv_usec)};
    usage.max_rss = used.ru_maxrss;
    return usage;
}

/// \param type P_PID, or P_ALL. \param options WEXITED, and perhaps WNOHANG. \param usage may be nullptr
inline long waitid(int type, pid_t id, siginfo_t& about, int options, KernelUsage* usage) noexcept {
    constexpr pid_t any = -1;
    int status = 0;
    rusage used{};
    about.si_pid = 0;
    const pid_t pid = ::wait4(type == P_PID ? id : any, &status, options & WNOHANG, &used);
    if (pid <= 0)
        return result_of(pid);
    about.si_pid = pid;
    about.si_code = WIFEXITED(status) ? CLD_EXITED : WCOREDUMP(status) ? CLD_DUMPED : CLD_KILLED;
    about.si_status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
    if (usage != nullptr)
        *usage = usage_of_kernel(used);
    return 0;
}

inline void usage_of_children(KernelUsage& usage) noexcept {
    rusage used{};
    ::getrusage(RUSAGE_CHILDREN, &used);
    usage = usage_of_kernel(used);
}

// Waiting -------------------------------------------------------------------------------------------------------------

inline bool is_ignored(int number) noexcept {
    struct sigaction action {};
    return ::sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

/// There is no such descriptor. From now on the signal ends poll() instead. \return -1
inline long open_signal(int number) noexcept {
    struct sigaction action {};
    action.sa_handler = [](int) {};
    ::sigaction(number, &action, nullptr);
    return -1;
}

/// How long poll() may sleep without a descriptor from open_signal().
inline constexpr long longest_blind_sleep = -1; // no limit

/// A descriptor that is readable when the process has ended; -1 if there is none.
#if defined(__FreeBSD__)

inline long watch_process(pid_t pid) noexcept {
    const int queue = ::kqueue();
    struct kevent change;
    EV_SET(&change, static_cast<uintptr_t>(pid), EVFILT_PROC, EV_ADD, NOTE_EXIT, 0, nullptr);
    if (queue == -1 || ::kevent(queue, &change, 1, nullptr, 0, nullptr) == 0)
        return queue;
    ::close(queue);
    return -1;
}

#else

inline long watch_process(pid_t) noexcept {
    return -1;
}

#endif

/// Sleeps until one of these is ready, a child has ended, or the time is over. After a signal the system leaves what
/// was ready before. \param milliseconds below 0: no limit
inline long poll(pollfd* fds, std::size_t count, long milliseconds) noexcept {
    constexpr long in_a_second = 1000;
    constexpr long nanoseconds = 1000L * 1000;
    const timespec limit{milliseconds / in_a_second, milliseconds % in_a_second * nanoseconds};
    sigset_t all_others;
    sigfillset(&all_others);
    sigdelset(&all_others, SIGCHLD);
    const int ready = ::ppoll(fds, static_cast<nfds_t>(count), milliseconds < 0 ? nullptr : &limit, &all_others);
    for (std::size_t i = 0; ready < 0 && i < count; ++i)
        fds[i].revents = 0;
    return result_of(ready);
}

/// A short while of the time: there is nobody to wake us.
inline void sleep_at(const std::atomic<int>&, int, long) noexcept {
    constexpr timespec moment{0, 1000L * 1000};
    ::nanosleep(&moment, nullptr);
}

/// Who waits for a change looks again and again.
inline void wake(const void*) noexcept {}

// Descriptors ---------------------------------------------------------------------------------------------------------

/// \return 0 bytes at the end of file
inline long read(int fd, void* memory, std::size_t size) noexcept {
    return result_of(::read(fd, memory, size));
}

inline long close_range(unsigned first, unsigned last) noexcept {
    if (last == ~0U)
        ::closefrom(static_cast<int>(first));
    for (unsigned fd = first; last != ~0U && fd <= last; ++fd)
        ::close(static_cast<int>(fd));
    return 0;
}

/// A supervisor by fork() shares no table.
inline long leave_table() noexcept {
    return -ENOSYS;
}

// There are no control groups.

inline long open_for_writing(int, const char*) noexcept {
    return -ENOSYS;
}

inline void remove_folder(int, const char*) noexcept {}

} // namespace
} // namespace raw
} // namespace detail::os
} // namespace v1
} // namespace subprocess
