// Linux's system calls without libc: they leave errno alone, are no cancellation points, and are not intercepted by
// sanitizers. Each returns what the kernel returns: a result, or minus an errno.
#pragma once

#include "raw_call.hpp" // IWYU pragma: export

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>

#include <atomic>
#include <climits>
#include <cstddef>
#include <cstdint>

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace raw {
namespace { // each file has its own copy: the linker must not give child.cpp an instrumented one

// Some CPUs have two variants; the older one takes smaller offsets or ids.
#if defined(SYS_fcntl64)
inline constexpr long fcntl_call = SYS_fcntl64;
#else
inline constexpr long fcntl_call = SYS_fcntl;
#endif
#if defined(SYS_setgroups32)
inline constexpr long setgroups_call = SYS_setgroups32;
inline constexpr long setregid_call = SYS_setregid32;
inline constexpr long setreuid_call = SYS_setreuid32;
#else
inline constexpr long setgroups_call = SYS_setgroups;
inline constexpr long setregid_call = SYS_setregid;
inline constexpr long setreuid_call = SYS_setreuid;
#endif

inline long word(const void* pointer) noexcept {
    return reinterpret_cast<long>(pointer);
}

/// For memory that the kernel fills.
inline long word(void* pointer) noexcept {
    return reinterpret_cast<long>(pointer);
}

inline long word(char* const* strings) noexcept {
    return reinterpret_cast<long>(strings);
}

inline long fcntl(int fd, int command, long argument = 0) noexcept {
    return call(fcntl_call, fd, command, argument);
}

/// `from` and `to` must differ.
inline long dup3(int from, int to) noexcept {
    return call(SYS_dup3, from, to, 0);
}

inline long close(int fd) noexcept {
    return call(SYS_close, fd);
}

inline long write(int fd, const void* bytes, std::size_t size) noexcept {
    return call(SYS_write, fd, word(bytes), static_cast<long>(size));
}

inline long chdir(const char* path) noexcept {
    return call(SYS_chdir, word(path));
}

inline long umask(int mask) noexcept {
    return call(SYS_umask, mask);
}

inline long setsid() noexcept {
    return call(SYS_setsid);
}

/// Makes it the controlling terminal of this process, which leads a session.
inline long take_terminal(int fd) noexcept {
    return call(SYS_ioctl, fd, TIOCSCTTY, 0);
}

inline long setpgid(pid_t group) noexcept {
    return call(SYS_setpgid, 0, group);
}

/// Opens the controlling terminal.
inline long open_own_terminal() noexcept {
    return call(SYS_openat, AT_FDCWD, word("/dev/tty"), O_RDWR | O_NOCTTY | O_CLOEXEC);
}

/// Gives the terminal to the process group of this process.
inline long become_foreground(int terminal) noexcept {
    const int group = static_cast<int>(call(SYS_getpgid, 0));
    return call(SYS_ioctl, terminal, TIOCSPGRP, word(&group));
}

/// \param soft_and_hard the kernel's struct rlimit64
inline long set_limit(int resource, const std::uint64_t (&soft_and_hard)[2]) noexcept {
    return call(SYS_prlimit64, 0, resource, word(&soft_and_hard));
}

inline long setgroups(std::size_t count, const gid_t* groups) noexcept {
    return call(setgroups_call, static_cast<long>(count), word(groups));
}

inline long setregid(gid_t group) noexcept {
    return call(setregid_call, static_cast<long>(group), static_cast<long>(group));
}

inline long setreuid(uid_t user) noexcept {
    return call(setreuid_call, static_cast<long>(user), static_cast<long>(user));
}

inline constexpr int signal_count = 64;
inline constexpr int signals_to_restore[] = {SIGPIPE, SIGXFSZ};
inline constexpr int signals_of_terminal[] = {SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU};

/// The kernel's struct sigaction. What follows the handler differs between CPUs, and is zero here.
struct Action {
    void (*handler)(int);
    unsigned long rest[7];
};

inline long set_default_action(int number) noexcept {
    static constexpr Action default_action{}; // static, because compilers call memset() to fill one on the stack
    return call(SYS_rt_sigaction, number, word(&default_action), 0, signal_count / 8);
}

inline long ignore_signal(int number) noexcept {
    Action action;
    action.handler = SIG_IGN;
    for (volatile unsigned long& rest : action.rest) // volatile: compilers must not call memset()
        rest = 0;
    return call(SYS_rt_sigaction, number, word(&action), 0, signal_count / 8);
}

/// Gives every signal that has a handler its default action; ignored signals stay ignored.
inline void reset_handlers() noexcept {
    for (int number = 1; number <= signal_count; ++number) {
        Action action;
        if (call(SYS_rt_sigaction, number, 0, word(&action), signal_count / 8) < 0)
            continue;
        if (action.handler != SIG_DFL && action.handler != SIG_IGN)
            set_default_action(number);
    }
}

/// Bit N-1 of a mask is signal N. \param old receives the previous mask; may be nullptr
inline long set_signal_mask(const std::uint64_t& mask, std::uint64_t* old = nullptr) noexcept {
    constexpr long set = 2; // SIG_SETMASK on the CPUs that we support
    static_assert(sizeof(mask) * 8 == signal_count);
    return call(SYS_rt_sigprocmask, set, word(&mask), word(old), signal_count / 8);
}

inline long mark_close_on_exec_range(unsigned first, unsigned last) noexcept {
    constexpr long number = 436; // close_range, on every CPU
    constexpr long close_range_cloexec = 4;
    return call(number, static_cast<long>(first), static_cast<long>(last), close_range_cloexec);
}

/// Gives this process its own descriptor table, without the descriptors from `first` on.
inline long leave_shared_table(unsigned first) noexcept {
    constexpr long number = 436;
    constexpr long close_range_unshare = 2;
    return call(number, static_cast<long>(first), static_cast<long>(UINT_MAX), close_range_unshare);
}

inline long open_process(pid_t pid) noexcept {
    constexpr long number = 434; // pidfd_open
    return call(number, pid);
}

/// Copies a descriptor of another process; the copy is close-on-exec. \param process from open_process()
inline long fetch_fd(int process, int fd) noexcept {
    constexpr long number = 438; // pidfd_getfd
    return call(number, process, fd);
}

/// SIGKILL for this process when the thread that made it ends.
inline long die_with_parent() noexcept {
    constexpr long set_parent_death_signal = 1;
    return call(SYS_prctl, set_parent_death_signal, SIGKILL);
}

inline long getppid() noexcept {
    return call(SYS_getppid);
}

inline long open_directory(const char* path) noexcept {
    return call(SYS_openat, AT_FDCWD, word(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

struct DirectoryEntry {
    const char* name;
    long size;
};

/// An entry in read_directory()'s buffer: the kernel's struct linux_dirent64.
inline DirectoryEntry entry_at(const char* bytes) noexcept {
    constexpr int size_at = 16;
    constexpr int name_at = 19;
    return {bytes + name_at, *reinterpret_cast<const std::uint16_t*>(bytes + size_at)};
}

inline long read_directory(int fd, void* buffer, std::size_t size) noexcept {
    return call(SYS_getdents64, fd, word(buffer), static_cast<long>(size));
}

inline long execve(const char* path, char* const* argv, char* const* environment) noexcept {
    return call(SYS_execve, word(path), word(argv), word(environment));
}

/// Sleeps until `place` is woken, a signal comes, or the time is over. Returns at once if `place` no longer holds
/// `value`. The futex is not a private one, because another process wakes us.
inline long sleep_at(const std::atomic<int>& place, int value, long seconds, long nanoseconds = 0) noexcept {
    constexpr long futex_wait = 0;
    const long limit[] = {seconds, nanoseconds}; // the system call's timespec is two machine words
    return call(SYS_futex, word(&place), futex_wait, value, word(limit));
}

[[noreturn]] inline void exit(int code) noexcept {
    for (;;)
        call(SYS_exit_group, code);
}

} // namespace
} // namespace raw
} // namespace detail::os
} // namespace v1
} // namespace subprocess
