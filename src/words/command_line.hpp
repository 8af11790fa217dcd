// Command lines for Windows.
#pragma once

#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Joins words into a line that the Microsoft C runtime splits into the same words: Python's list2cmdline.
std::string command_line(const std::vector<std::string>& words);

} // namespace detail
} // namespace v1
} // namespace subprocess
