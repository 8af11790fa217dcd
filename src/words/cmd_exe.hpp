// Windows runs batch files with cmd.exe, which parses a command line by its own rules: an unescaped argument can become
// a command (CVE-2024-24576 and similar ones).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// True if Windows runs `program` with cmd.exe: *.bat or *.cmd in any case, and also with dots and spaces at the end,
/// which the file system strips.
bool is_batch_file(std::string_view program);

/// The part after cmd.exe of a command line that runs `script` and passes each argument unchanged.
/// \param shown the arguments as an exception may show them
/// \throws ValueError for characters that cannot be escaped for cmd.exe: percent signs, line ends and NUL
std::string batch_command_line(const std::string& script, const std::vector<std::string>& arguments,
                               const std::vector<std::string>& shown);

} // namespace detail
} // namespace v1
} // namespace subprocess
