// Our own controlling terminal. One process group at a time has it, the foreground; it reads from it, and Ctrl-C goes
// to it.
#pragma once

#include <termios.h>

#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// How it was when a child got it.
struct LentTerminal {
    std::optional<termios> modes;
};

/// None if we have no terminal, or are in the background: then it is not ours to lend.
std::optional<LentTerminal> lend_terminal() noexcept;

/// Makes our group the foreground if `group` still is, or one in which nobody lives any more. If somebody else has got
/// the terminal meanwhile, as a shell does that has stopped us, that stays so. \param modes may be null: as they are
void take_terminal_back(pid_t group, const termios* modes = nullptr) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
