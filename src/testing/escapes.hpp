// Bytes as printable text on one line.
#pragma once

#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Writes a backslash and control characters as \\, \n, \r, \t and \x1b, and so bytes that are no UTF-8.
std::string escaped(std::string_view bytes);

/// \throws ValueError
std::string unescaped(std::string_view text);

} // namespace detail
} // namespace v1
} // namespace subprocess
