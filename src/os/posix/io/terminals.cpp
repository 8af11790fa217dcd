#include "os/terminal.hpp"

#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"
#include "spawn_lock.hpp" // IWYU pragma: keep: for systems without pipe2()

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

constexpr const char* multiplexer = "/dev/ptmx";

[[noreturn]] void refuse_terminal(int error) {
#if defined(__linux__)
    if (error == ENOSPC || error == EAGAIN) // musl turns the one into the other
        throw_errno(ENOSPC, std::string("/proc/sys/kernel/pty/max"));
#endif
    throw_errno(error, std::string(multiplexer));
}

#if SUBPROCESS_HAVE_PIPE2

int open_multiplexer() {
    return retry([] { return ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC); });
}

#else

int open_multiplexer() {
    const auto lock = lock_inheritance();
    const int fd = retry([] { return ::posix_openpt(O_RDWR | O_NOCTTY); });
    if (fd != -1)
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    return fd;
}

#endif

Handle open_by_name(int ours) {
    constexpr std::size_t longest_name = 128;
    char name[longest_name];
    if (::grantpt(ours) == -1)
        throw_errno(errno, detail::KeywordName{"pty"});
    if (const int error = ::ptsname_r(ours, name, sizeof(name)); error != 0)
        throw_errno(error > 0 ? error : errno, detail::KeywordName{"pty"});
    return Handle(check(retry([&] { return ::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC); }), std::string(name)));
}

#if defined(TIOCGPTPEER) && SUBPROCESS_LINUX

/// Its name may belong to another terminal: this mount namespace may have another /dev/pts. So the name is used only if
/// the kernel does not know the call (Linux before 4.13, and emulations).
Handle open_other_side(int ours) {
    const int fd = ::ioctl(ours, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (fd == -1 && (errno == EINVAL || errno == ENOTTY || errno == ENOSYS))
        return open_by_name(ours);
    return Handle(check(fd, detail::KeywordName{"pty"}));
}

#else

Handle open_other_side(int ours) {
    return open_by_name(ours);
}

#endif

winsize to_winsize(TerminalSize size) {
    winsize result{};
    result.ws_row = static_cast<unsigned short>(size.rows);
    result.ws_col = static_cast<unsigned short>(size.cols);
    return result;
}

void set_up_terminal(int fd, const TerminalSettings& settings) {
    constexpr detail::KeywordName keyword{"pty"};
    termios modes{};
    check(::tcgetattr(fd, &modes), keyword);
#if defined(IUTF8)
    modes.c_iflag |= IUTF8; // Backspace erases a character
#endif
    if (!settings.echo)
        modes.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (settings.raw)
        ::cfmakeraw(&modes);
    check(::tcsetattr(fd, TCSANOW, &modes), keyword);
    const winsize size = to_winsize(settings.size);
    check(::ioctl(fd, TIOCSWINSZ, &size), keyword);
    if (settings.owner)
        check(::fchown(fd, *settings.owner, static_cast<gid_t>(-1)), detail::KeywordName{"user_"});
}

} // namespace

Terminal open_terminal(const TerminalSettings& settings) {
    Handle ours(open_multiplexer());
    if (!ours.valid())
        refuse_terminal(errno);
    check(::unlockpt(ours.get()), detail::KeywordName{"pty"});
    Handle theirs = open_other_side(ours.get());
    set_up_terminal(theirs.get(), settings);
    return {std::move(ours), std::move(theirs), Handle(), nullptr};
}

void resize_terminal(Process*, NativeHandle terminal, TerminalSize size) {
    const winsize wanted = to_winsize(size);
    check(::ioctl(terminal, TIOCSWINSZ, &wanted));
}

Typing typing_at(NativeHandle terminal) noexcept {
    termios modes{};
    if (::tcgetattr(terminal, &modes) == -1)
        return {};
    Typing typing;
    typing.is_shown = (modes.c_lflag & ECHO) != 0;
    typing.is_by_line = (modes.c_lflag & ICANON) != 0;
    if (const cc_t end = modes.c_cc[VEOF]; end != _POSIX_VDISABLE)
        typing.end_of_line = typing.end_of_input = std::string(1, static_cast<char>(end));
    return typing;
}

/// The terminal takes both, and programs expect this one.
char enter_key() noexcept {
    return '\n';
}

bool is_hung_up(NativeHandle terminal) {
    pollfd polled{terminal, 0, 0};
    return ::poll(&polled, 1, 0) > 0 && (polled.revents & POLLHUP) != 0;
}

std::size_t longest_typed_line() noexcept {
#if defined(__linux__)
    return 4095;
#elif defined(MAX_CANON)
    return MAX_CANON;
#else
    return _POSIX_MAX_CANON;
#endif
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
