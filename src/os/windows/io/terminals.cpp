#include "os/terminal.hpp"

#include "duplicate.hpp"
#include "os/streams.hpp"
#include "pseudo_console.hpp"

#include <subprocess/handle.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The console is opened when the child starts.
Terminal open_terminal(const TerminalSettings& settings) {
    Pipe keys = open_pipe(Access::write), shown = open_pipe(Access::read);
    Handle kept = duplicate(keys.ours.get(), Inheritable::no);
    Terminal terminal;
    terminal.console = std::make_shared<PseudoConsole>(settings.size, std::move(keys.theirs), std::move(shown.theirs),
                                                       std::move(kept));
    terminal.ours = std::move(shown.ours);
    terminal.typed = std::move(keys.ours);
    return terminal;
}

/// As a program finds it that has changed nothing; the console does not tell. Ctrl-Z counts at the beginning of a line,
/// and only once the line is finished.
Typing typing_at(NativeHandle) noexcept {
    return {true, "\r", "\x1a\r"};
}

char enter_key() noexcept {
    return '\r';
}

/// A console that is closed has closed its pipes, which a write finds.
bool is_hung_up(NativeHandle) {
    return false;
}

std::size_t longest_typed_line() noexcept {
    return SIZE_MAX;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
