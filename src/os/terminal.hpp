// The door to the operating system: terminals of children.
#pragma once

#include <subprocess/handle.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

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
    Handle ours; ///< types, and reads what is shown
    Handle theirs;
};

/// Neither end is inheritable, nor becomes our controlling terminal.
/// \throws OSError; if there are too many terminals it names where the limit is
Terminal open_terminal(const TerminalSettings& settings);

/// \param terminal our end
void resize_terminal(NativeHandle terminal, TerminalSize size);

/// How a terminal takes what is typed.
struct Typing {
    bool is_by_line = false;               ///< a program gets a line when it is finished
    std::optional<char> end_of_input = {}; ///< what ends the line, or at its beginning the input
    std::optional<bool> is_shown = {};     ///< by an echo; none if the system does not tell
};

/// As the program that reads from it has set it up. \param terminal our end
Typing typing_at(NativeHandle terminal) noexcept;

/// Whether nobody uses it any more. It takes what is typed nevertheless, until it is full, and then keeps us waiting.
bool is_hung_up(NativeHandle terminal);

/// Of an unfinished line a terminal keeps so many bytes, and loses the others.
std::size_t longest_typed_line() noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
