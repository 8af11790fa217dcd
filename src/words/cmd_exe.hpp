// Batch files of Windows, which are run by cmd.exe: it reads a command line by rules of its own, under which an
// argument can become a command. (CVE-2024-24576 and its kin.)
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Whether Windows would run `program` by cmd.exe: *.bat or *.cmd in any case, also with dots and blanks at the end,
/// which the file system takes off.
bool is_batch_file(std::string_view program);

/// What follows cmd.exe in a command line that runs `script` with these arguments, each of which arrives as it is.
/// \throws ValueError for what cmd.exe cannot be kept from reading: percent signs, line ends and NUL
std::string batch_command_line(const std::string& script, const std::vector<std::string>& arguments);

} // namespace detail
} // namespace v1
} // namespace subprocess
