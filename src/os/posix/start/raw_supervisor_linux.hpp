// The system calls that only a supervisor makes. Like those in raw_linux.hpp, each returns a result, or minus an errno.
#pragma once

#include "os/posix/end/usage.hpp"
#include "raw.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>

#include <cerrno>
#include <climits>
#include <cstddef>
#include <cstdint>

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace raw {
namespace { // each file has its own copy, for the reason given in raw_linux.hpp

inline long become_subreaper() noexcept {
    constexpr long set_child_subreaper = 36;
    return call(SYS_prctl, set_child_subreaper, 1);
}

/// What ps shows. \param name at most 15 characters
inline void set_name(const char* name) noexcept {
    constexpr long set_process_name = 15;
    call(SYS_prctl, set_process_name, word(name));
}

inline bool is_ignored(int number) noexcept {
    Action action;
    return call(SYS_rt_sigaction, number, 0, word(&action), signal_count / 8) == 0 && action.handler == SIG_IGN;
}

inline pid_t getpid() noexcept {
    return static_cast<pid_t>(call(SYS_getpid));
}

/// Wakes all that sleep_at() this place.
inline void wake(const void* place) noexcept {
    constexpr long futex_wake = 1;
    call(SYS_futex, word(place), futex_wake, INT_MAX);
}

/// \param usage may be nullptr
inline long waitid(int type, pid_t id, siginfo_t& about, int options, KernelUsage* usage) noexcept {
    about.si_pid = 0;
    return call(SYS_waitid, type, id, word(&about), options, word(usage));
}

/// Of all children that were reaped, with their own children.
inline void usage_of_children(KernelUsage& usage) noexcept {
    constexpr long children = -1;
    call(SYS_getrusage, children, word(&usage));
}

inline long kill(pid_t pid, int number) noexcept {
    return call(SYS_kill, pid, number);
}

/// Whether a kernel does not know the call or a filter forbids it, or its result only looks so.
inline bool is_refused(long result) noexcept {
    return result == -ENOSYS || result == -EPERM || result == -EINVAL || result == -EOPNOTSUPP;
}

/// \param process from open_process()
inline long send_signal(int process, int number) noexcept {
    constexpr long pidfd_send_signal = 424;
    return call(pidfd_send_signal, process, number, 0, 0);
}

/// \return 0 bytes at the end of file
inline long read(int fd, void* memory, std::size_t size) noexcept {
    return call(SYS_read, fd, word(memory), static_cast<long>(size));
}

/// \param folder from open_directory(), or AT_FDCWD
inline long open_file(long folder, const char* path) noexcept {
    return call(SYS_openat, folder, word(path), O_RDONLY | O_CLOEXEC);
}

/// \param folder a descriptor
inline long open_for_writing(int folder, const char* name) noexcept {
    return call(SYS_openat, folder, word(name), O_WRONLY | O_CLOEXEC);
}

/// \param parent the folder that it is in; nothing is done if it is -1
inline void remove_folder(int parent, const char* name) noexcept {
    constexpr long is_folder = 0x200;
    if (parent >= 0)
        call(SYS_unlinkat, parent, word(name), is_folder);
}

/// A descriptor that is readable while the signal is pending, which must be blocked.
inline long open_signal(int number) noexcept {
    const std::uint64_t mask = std::uint64_t{1} << (number - 1);
    return call(SYS_signalfd4, -1, word(&mask), sizeof(mask), O_CLOEXEC | O_NONBLOCK);
}

/// How long poll() may sleep without a descriptor from open_signal().
inline constexpr long longest_blind_sleep = 20; // ms

/// A descriptor that is readable when the process has ended.
inline long watch_process(pid_t pid) noexcept {
    return open_process(pid);
}

/// Sleeps until one of these is ready, or the time is over. If that fails, the kernel leaves what was ready before.
/// \param milliseconds below 0: no limit
inline long poll(pollfd* fds, std::size_t count, long milliseconds) noexcept {
    constexpr long in_a_second = 1000;
    constexpr long nanoseconds = 1000L * 1000;
    const long limit[] = {milliseconds / in_a_second, milliseconds % in_a_second * nanoseconds};
    const long ready = call(SYS_ppoll, word(fds), static_cast<long>(count), milliseconds < 0 ? 0 : word(limit), 0, 0);
    for (std::size_t i = 0; ready < 0 && i < count; ++i)
        fds[i].revents = 0;
    return ready;
}

/// Gives this process its own descriptor table if it shares one.
inline long leave_table() noexcept {
    constexpr long clone_files = 0x400;
    return call(SYS_unshare, clone_files);
}

inline long close_range(unsigned first, unsigned last) noexcept {
    constexpr long number = 436;
    return call(number, static_cast<long>(first), static_cast<long>(last), 0);
}

/// The content of private pages is lost, and their memory is given back.
inline void forget_pages(unsigned long first, unsigned long end) noexcept {
    constexpr long dont_need = 4;
    call(SYS_madvise, static_cast<long>(first), static_cast<long>(end - first), dont_need);
}

} // namespace
} // namespace raw
} // namespace detail::os
} // namespace v1
} // namespace subprocess
