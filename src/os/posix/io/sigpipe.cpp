#include "sigpipe.hpp"

#include "os/cancellation.hpp"

#include "os/posix/ask/features.hpp"
#include "os/posix/ask/thread_status.hpp"
#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"

#include <fcntl.h> // IWYU pragma: keep: for macOS
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <optional> // IWYU pragma: keep: for Linux

#if SUBPROCESS_LINUX
#include <sys/syscall.h>
#include <sys/uio.h>
#endif

namespace subprocess {
inline namespace v1 {
namespace detail::os {

#if defined(F_SETNOSIGPIPE)

void spare_signal(int fd) noexcept {
    ::fcntl(fd, F_SETNOSIGPIPE, 1);
}

ssize_t write_without_signal(int fd, std::string_view bytes) noexcept {
    const NotCancellable until_counted;
    return retry([&] { return ::write(fd, bytes.data(), bytes.size()); });
}

#else

void spare_signal(int) noexcept {}

namespace {

#if SUBPROCESS_LINUX

/// Whether SIGPIPE is pending for this thread. sigpending() also reports one that is pending for the process, but only
/// one for the thread absorbs the signal that our write would raise.
bool is_pending_for_thread() noexcept {
    constexpr int hexadecimal = 16;
    const auto pending = status_of_thread("\nSigPnd:", hexadecimal);
    if (!pending)
        return true; // rather leave our SIGPIPE pending than take one of the caller's
    return (*pending >> (SIGPIPE - 1) & 1) != 0;
}

/// Uses RWF_NOSIGNAL (Linux 6.18). \return -1 with EOPNOTSUPP where it is missing
ssize_t write_with_flag(int fd, std::string_view bytes) noexcept {
    constexpr int rwf_nosignal = 0x100;
    constexpr long at_the_current_position = -1;
    const iovec vector{const_cast<char*>(bytes.data()), bytes.size()};
    return retry([&] {
        return ::syscall(SYS_pwritev2, fd, &vector, 1L, at_the_current_position, at_the_current_position, rwf_nosignal);
    });
}

#else

bool is_pending_for_thread() noexcept {
    return true;
}

ssize_t write_with_flag(int, std::string_view) noexcept {
    errno = EOPNOTSUPP;
    return -1;
}

#endif

bool is_pending() noexcept {
    sigset_t pending;
    sigemptyset(&pending);
    ::sigpending(&pending);
    return sigismember(&pending, SIGPIPE) == 1;
}

/// Blocks SIGPIPE in this thread, writes, and removes the signal that the write raised. A write that has sent some
/// bytes before its reader left raises one, too.
ssize_t write_with_signal_blocked(int fd, std::string_view bytes) noexcept {
    sigset_t pipe_signal, mask;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe_signal, &mask);
    const auto is_pending_here = [] { return is_pending() && is_pending_for_thread(); };
    const bool was_pending = is_pending_here();
    const ssize_t count = retry([&] { return ::write(fd, bytes.data(), bytes.size()); });
    const int error = errno;
    const bool is_complete = count == static_cast<ssize_t>(bytes.size());
    if (!is_complete && !was_pending && is_pending_here()) {
        const timespec at_once{};
        retry([&] { return ::sigtimedwait(&pipe_signal, nullptr, &at_once); });
    }
    ::pthread_sigmask(SIG_SETMASK, &mask, nullptr);
    errno = error;
    return count;
}

} // namespace

ssize_t write_without_signal(int fd, std::string_view bytes) noexcept {
    const NotCancellable until_counted;
    if (usable(Feature::nosignal_writes)) {
        const ssize_t count = write_with_flag(fd, bytes);
        if (count != -1 || !is_refusal(errno))
            return count;
        give_up(Feature::nosignal_writes);
    }
    return write_with_signal_blocked(fd, bytes);
}

#endif

} // namespace detail::os
} // namespace v1
} // namespace subprocess
