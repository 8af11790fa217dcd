// Reads and checks the keyword pty.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/pty.hpp>

#include "os/start.hpp"
#include "os/terminal.hpp"
#include "streams/child_streams.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail {

/// The terminal that the child gets; null: none.
const Pty* terminal_of(const Keywords& keywords);

/// \throws ValueError for a size that no terminal has
os::TerminalSize checked_size(int rows, int cols);

/// \throws ValueError for such a size, and if nobody would read what the terminal shows
void read_terminal(os::Start& request, const Keywords& keywords, const Redirections& redirections);

/// \throws ValueError if `input` has a line that the terminal would not keep
void require_short_input(const Keywords& keywords);

} // namespace detail
} // namespace v1
} // namespace subprocess
