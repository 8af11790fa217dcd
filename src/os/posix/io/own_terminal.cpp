#include "own_terminal.hpp"

#include "os/cancellation.hpp"
#include "os/posix/posix.hpp"

#include <subprocess/handle.hpp>

#include <fcntl.h>
#include <signal.h>
#include <sys/types.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// Opened anew each time: a descriptor that is kept could be closed by others, and its number be another file's.
Handle open_own_terminal() noexcept {
    return Handle(retry([] { return ::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC); }));
}

/// The kernel raises SIGTTOU in whoever changes the terminal from the background, unless this thread blocks it.
class TerminalStopsBlocked {
public:
    TerminalStopsBlocked() noexcept {
        sigset_t stops;
        ::sigemptyset(&stops);
        ::sigaddset(&stops, SIGTTOU);
        ::pthread_sigmask(SIG_BLOCK, &stops, &m_before);
    }
    TerminalStopsBlocked(const TerminalStopsBlocked&) = delete;
    TerminalStopsBlocked& operator=(const TerminalStopsBlocked&) = delete;
    ~TerminalStopsBlocked() { ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }

private:
    sigset_t m_before{};
};

bool is_dead(pid_t group) noexcept {
    return ::killpg(group, 0) == -1 && errno == ESRCH;
}

} // namespace

std::optional<LentTerminal> lend_terminal() noexcept {
    const NotCancellable until_closed;
    const Handle terminal = open_own_terminal();
    if (!terminal.valid() || ::tcgetpgrp(terminal.get()) != ::getpgrp())
        return {};
    LentTerminal lent;
    if (::tcgetattr(terminal.get(), &lent.modes.emplace()) == -1)
        lent.modes.reset();
    return lent;
}

void take_terminal_back(pid_t group, const termios* modes) noexcept {
    const NotCancellable until_done;
    const Handle terminal = open_own_terminal();
    const pid_t foreground = terminal.valid() ? ::tcgetpgrp(terminal.get()) : -1;
    if (foreground <= 0 || (foreground != group && !is_dead(foreground)))
        return;
    const TerminalStopsBlocked meanwhile;
    ::tcsetpgrp(terminal.get(), ::getpgrp());
    if (modes != nullptr)
        ::tcsetattr(terminal.get(), TCSANOW, modes);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
