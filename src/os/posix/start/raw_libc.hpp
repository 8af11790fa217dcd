// The system calls of a child on systems that allow them only through libc (macOS, the BSDs). All functions used here
// are async-signal-safe. The child never shares our memory there, so it has its own errno. The names are
// raw_linux.hpp's.
#pragma once

#include "os/posix/system.hpp"

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/ioctl.h>
#if SUBPROCESS_REAPERS
#include <sys/procctl.h>
#endif
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace raw {
namespace { // each file has its own copy: the linker must not give child.cpp an instrumented one

inline long result_of(long result) noexcept {
    return result == -1 ? -errno : result;
}

inline long fcntl(int fd, int command, int argument = 0) noexcept {
    return result_of(::fcntl(fd, command, argument));
}

inline long dup3(int from, int to) noexcept {
    return result_of(::dup2(from, to));
}

inline long close(int fd) noexcept {
    return result_of(::close(fd));
}

inline long write(int fd, const void* bytes, std::size_t size) noexcept {
    return result_of(::write(fd, bytes, size));
}

inline long chdir(const char* path) noexcept {
    return result_of(::chdir(path));
}

inline long umask(int mask) noexcept {
    return ::umask(static_cast<mode_t>(mask));
}

inline long setsid() noexcept {
    return result_of(::setsid());
}

/// Makes it the controlling terminal of this process, which leads a session.
inline long take_terminal(int fd) noexcept {
    return result_of(::ioctl(fd, TIOCSCTTY, 0));
}

inline long setpgid(pid_t group) noexcept {
    return result_of(::setpgid(0, group));
}

/// Opens the controlling terminal.
inline long open_own_terminal() noexcept {
    return result_of(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC));
}

/// Gives the terminal to the process group of this process.
inline long become_foreground(int terminal) noexcept {
    const pid_t group = ::getpgrp();
    return result_of(::ioctl(terminal, TIOCSPGRP, &group));
}

/// The type of the first parameter is an enumeration on some systems.
template <class Resource> long call_setrlimit(int (*set)(Resource, const rlimit*), int resource, const rlimit& limit) {
    return set(static_cast<Resource>(resource), &limit);
}

inline rlim_t limit_of(std::uint64_t value) noexcept {
    return value == UINT64_MAX ? RLIM_INFINITY : static_cast<rlim_t>(value);
}

inline long set_limit(int resource, const std::uint64_t (&soft_and_hard)[2]) noexcept {
    rlimit limit;
    limit.rlim_cur = limit_of(soft_and_hard[0]);
    limit.rlim_max = limit_of(soft_and_hard[1]);
    return result_of(call_setrlimit(::setrlimit, resource, limit));
}

/// The type of the count is size_t on Linux and int on the BSDs and macOS.
template <class Count> long call_setgroups(int (*set)(Count, const gid_t*), std::size_t count, const gid_t* groups) {
    return set(static_cast<Count>(count), groups);
}

inline long setgroups(std::size_t count, const gid_t* groups) noexcept {
    return result_of(call_setgroups(::setgroups, count, groups));
}

inline long setregid(gid_t group) noexcept {
    return result_of(::setregid(group, group));
}

inline long setreuid(uid_t user) noexcept {
    return result_of(::setreuid(user, user));
}

inline constexpr int signal_count = NSIG - 1;
inline constexpr int signals_in_mask = signal_count < 64 ? signal_count : 64;
inline constexpr int signals_to_restore[] = {SIGPIPE, SIGXFSZ};
inline constexpr int signals_of_terminal[] = {SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU};

inline long set_default_action(int number) noexcept {
    struct sigaction action {};
    action.sa_handler = SIG_DFL;
    return result_of(::sigaction(number, &action, nullptr));
}

inline long ignore_signal(int number) noexcept {
    struct sigaction action {};
    action.sa_handler = SIG_IGN;
    return result_of(::sigaction(number, &action, nullptr));
}

/// Gives every signal that has a handler its default action; ignored signals stay ignored.
inline void reset_handlers() noexcept {
    for (int number = 1; number <= signal_count; ++number) {
        struct sigaction action {};
        if (::sigaction(number, nullptr, &action) == 0 && action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN)
            set_default_action(number);
    }
}

/// Bit N-1 of a mask is signal N. \param old receives the previous mask; may be nullptr
inline long set_signal_mask(const std::uint64_t& mask, std::uint64_t* old = nullptr) noexcept {
    const auto bit = [](int number) { return std::uint64_t{1} << (number - 1); };
    sigset_t set, before;
    sigemptyset(&set);
    for (int number = 1; number <= signals_in_mask; ++number)
        if ((mask & bit(number)) != 0)
            sigaddset(&set, number);
    if (::pthread_sigmask(SIG_SETMASK, &set, &before) != 0)
        return -EINVAL;
    for (int number = 1; old != nullptr && number <= signals_in_mask; ++number)
        *old = (*old & ~bit(number)) | (sigismember(&before, number) == 1 ? bit(number) : 0);
    return 0;
}

inline long mark_close_on_exec_range(unsigned, unsigned) noexcept {
    return -ENOSYS;
}

inline long leave_shared_table(unsigned) noexcept {
    return -ENOSYS;
}

inline long open_process(pid_t) noexcept {
    return -ENOSYS;
}

inline long fetch_fd(int, int) noexcept {
    return -ENOSYS;
}

#if SUBPROCESS_REAPERS && defined(PROC_PDEATHSIG_CTL)

/// SIGKILL for this process when its parent ends.
inline long die_with_parent() noexcept {
    int number = SIGKILL;
    return result_of(::procctl(P_PID, static_cast<id_t>(::getpid()), PROC_PDEATHSIG_CTL, &number));
}

#else

inline long die_with_parent() noexcept {
    return 0; // FreeBSD before 11.2 has nothing like it, and elsewhere nobody calls this
}

#endif

inline long getppid() noexcept {
    return ::getppid();
}

inline long open_directory(const char*) noexcept {
    return -ENOSYS;
}

struct DirectoryEntry {
    const char* name;
    long size;
};

inline DirectoryEntry entry_at(const char* bytes) noexcept {
    return {bytes, 1};
}

inline long read_directory(int, void*, std::size_t) noexcept {
    return -ENOSYS;
}

inline long execve(const char* path, char* const* argv, char* const* environment) noexcept {
    return result_of(::execve(path, argv, environment));
}

[[noreturn]] inline void exit(int code) noexcept {
    ::_exit(code);
}

} // namespace
} // namespace raw
} // namespace detail::os
} // namespace v1
} // namespace subprocess
