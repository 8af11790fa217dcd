#include "terminal.hpp"

#include <subprocess/error.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/pty.hpp>
#include <subprocess/redirect.hpp>
#include <subprocess/stream.hpp>

#include "os/stdio.hpp"
#include "streams/child_streams.hpp"
#include "streams/typing.hpp"

#include <array>
#include <optional>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

void require_in_range(int number, const char* name) {
    constexpr int largest = 65535;
    if (number < 1 || number > largest)
        throw ValueError(std::string("a terminal has from 1 to 65535 ") + name + ", not " + std::to_string(number));
}

} // namespace

const Pty* terminal_of(const Keywords& keywords) {
    const arg::Terminal* const terminal = keywords.find<kw::pty>();
    return terminal != nullptr && terminal->given() ? &terminal->value() : nullptr;
}

os::TerminalSize checked_size(int rows, int cols) {
    require_in_range(rows, "rows");
    require_in_range(cols, "columns");
    return {rows, cols};
}

void read_terminal(os::Start& request, const Keywords& keywords, const Redirections& redirections) {
    const Pty* const wanted = terminal_of(keywords);
    if (wanted == nullptr)
        return;
    const os::TerminalSize size = checked_size(wanted->rows, wanted->cols);
    request.terminal = os::TerminalSettings{size, wanted->echo, wanted->raw, request.posix.identity.user};
    for (const Stdio stream : all_stdio)
        request.is_terminal[stream] = redirections[source_of(redirections, stream)].is_terminal;
    if (!request.is_terminal[Stdio::out] && !request.is_terminal[Stdio::err])
        throw ValueError("with pty, stdout_ or stderr_ must be the terminal: nobody would read what it shows");
}

void require_short_input(const Keywords& keywords) {
    if (const Pty* const terminal = terminal_of(keywords); terminal != nullptr && !terminal->raw)
        require_short_lines(TypedLine(), keywords.get<kw::input>().view());
}

} // namespace detail
} // namespace v1
} // namespace subprocess
