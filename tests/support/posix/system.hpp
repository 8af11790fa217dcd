// Hides differences between Linux and other systems.
#pragma once

#include <filesystem>
#include <iterator>

#include <fcntl.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
#include <sys/wait.h>
#elif defined(__APPLE__)
#include <libproc.h>
#endif

namespace tests {

#if defined(__linux__)

/// True if other processes of the same user may inspect this one. A process that changes its user loses this.
inline bool is_dumpable() {
    return ::prctl(PR_GET_DUMPABLE) == 1;
}
inline void make_dumpable() {
    ::prctl(PR_SET_DUMPABLE, 1);
}

/// A flag for waitpid() and waitid(): also wait for children that do not send SIGCHLD.
inline constexpr int of_any_kind = __WALL;

#else

inline bool is_dumpable() {
    return true;
}
inline void make_dumpable() {}
inline constexpr int of_any_kind = 0;

#endif

#if defined(__APPLE__)

inline int count_threads() {
    proc_taskinfo about{};
    ::proc_pidinfo(::getpid(), PROC_PIDTASKINFO, 0, &about, sizeof about);
    return about.pti_threadnum;
}

inline int pipe_closed_on_exec(int (&fds)[2]) {
    const int result = ::pipe(fds);
    for (const int fd : fds)
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    return result;
}

#else

inline int count_threads() {
    const std::filesystem::directory_iterator threads("/proc/self/task");
    return static_cast<int>(std::distance(begin(threads), end(threads)));
}

inline int pipe_closed_on_exec(int (&fds)[2]) {
    return ::pipe2(fds, O_CLOEXEC);
}

#endif

} // namespace tests
