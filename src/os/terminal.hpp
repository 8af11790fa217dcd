// The door to the operating system: terminals of children.
#pragma once

#include <subprocess/handle.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

class Process;
class PseudoConsole;

struct TerminalSize {
    int rows, cols;
};

struct TerminalSettings {
    TerminalSize size;
    bool echo, raw;
    std::optional<std::uint32_t> owner; ///< the user who may open it by its name; none: we
};

/// A child that has it as its controlling terminal is hung up when nobody has `ours` any more.
struct Terminal {
    Handle ours; ///< reads what is shown
    Handle theirs;
    Handle typed;                           ///< types; empty: `ours` does
    std::shared_ptr<PseudoConsole> console; ///< on Windows; null elsewhere
};

/// Neither end is inheritable, nor becomes our controlling terminal.
/// \throws OSError; if there are too many terminals it names where the limit is
Terminal open_terminal(const TerminalSettings& settings);

/// \param process null: it was detached
/// \param terminal our end
void resize_terminal(Process* process, NativeHandle terminal, TerminalSize size);

/// How a terminal takes what is typed.
struct Typing {
    bool is_by_line = false;           ///< a program gets a line when it is finished
    std::string end_of_line = {};      ///< ends an unfinished line, so that the next one ends the input
    std::string end_of_input = {};     ///< ends the input at the beginning of a line; empty: nothing does
    std::optional<bool> is_shown = {}; ///< by an echo; none if the system does not tell
};

/// What Enter sends; it is typed in place of a newline.
char enter_key() noexcept;

/// As the program that reads from it has set it up. \param terminal our end
Typing typing_at(NativeHandle terminal) noexcept;

/// Whether nobody uses it any more. It takes what is typed nevertheless, until it is full, and then keeps us waiting.
bool is_hung_up(NativeHandle terminal);

/// Of an unfinished line a terminal keeps so many bytes, and loses the others.
std::size_t longest_typed_line() noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
