#include <subprocess/popen.hpp>

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/subprocess_error.hpp>
#include <subprocess/timeout.hpp>

#include "os/deadline.hpp"
#include "os/terminal.hpp"
#include "os/wait_for.hpp"
#include "python/timeout.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace subprocess {
inline namespace v1 {

namespace {

bool shows_what_is_typed(NativeHandle terminal) {
    const std::optional<bool> shown = detail::os::typing_at(terminal).is_shown;
    if (!shown)
        throw ValueError("this system does not tell whether a terminal echoes");
    return *shown;
}

} // namespace

/// No system tells when a program changes its terminal, so we look again after pauses.
bool Popen::await_no_echo(const Timeout& limit) {
    constexpr double longest_pause = 0.02; // seconds
    const NativeHandle terminal = open_terminal("only a child with a terminal has an echo: pty = true");
    const double seconds = limit.seconds();
    const detail::Deadline deadline = detail::deadline_of(limit);
    std::vector<detail::os::Watched> nothing;
    for (double pause = 0.0005; shows_what_is_typed(terminal); pause = std::min(2 * pause, longest_pause)) {
        if (detail::os::is_hung_up(terminal))
            return false;
        if (deadline.has_passed())
            throw TimeoutExpired(args, seconds);
        detail::os::wait_for(nothing, earlier(deadline, detail::Deadline::after(pause)));
    }
    return !detail::os::is_hung_up(terminal);
}

} // namespace v1
} // namespace subprocess
