// Our ends of terminals: where a pipe would end, some systems report an error.
#pragma once

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdlib>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Whether a read or write that failed with `error` has found that nobody uses a terminal any more. Asks only then
/// whether it is a terminal, and leaves errno as it was.
inline bool has_found_hang_up(int fd, int error) noexcept {
#if defined(TIOCGPTN)
    char name[32]; // ptsname_r() makes that request, whose type differs between libraries
    const bool is_terminal = error == EIO && ::ptsname_r(fd, name, sizeof(name)) == 0;
    errno = error;
    return is_terminal;
#else
    return static_cast<void>(fd), static_cast<void>(error), false;
#endif
}

/// read(), but the end of a terminal is 0. It looks twice: what was written just before the terminal was closed may not
/// be there at the first look. A thread can be cancelled in here, so it is not noexcept.
inline ssize_t read_to_end(int fd, char* memory, std::size_t size) {
    ssize_t count = ::read(fd, memory, size);
    if (count == -1 && has_found_hang_up(fd, errno)) {
        count = ::read(fd, memory, size);
        return count == -1 && errno == EIO ? 0 : count;
    }
    return count;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
