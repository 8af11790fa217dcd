// Command lines of Windows.
#pragma once

#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// The words as one line, from which the Microsoft C runtime makes the same words: Python's list2cmdline.
std::string command_line(const std::vector<std::string>& words);

} // namespace detail
} // namespace v1
} // namespace subprocess
