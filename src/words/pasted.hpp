// Commands that people can paste into a shell. Both functions exist, and are tested, on every system.
#pragma once

#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// For a POSIX shell. A word with control characters becomes `$'...'`.
std::string pasted_in_sh(const std::vector<std::string>& words);

/// For cmd.exe, whose `%NAME%` cannot be quoted.
std::string pasted_in_cmd(const std::vector<std::string>& words);

} // namespace detail
} // namespace v1
} // namespace subprocess
