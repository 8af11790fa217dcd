// Converts between Windows' wide strings (UTF-16) and our own. A lone surrogate, which Windows allows in file names,
// is encoded in three bytes like any other character, and survives both ways.
#pragma once

#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

std::string narrow(std::wstring_view wide);

/// \throws UnicodeDecodeError for invalid UTF-8
std::wstring widen(std::string_view characters);

} // namespace detail
} // namespace v1
} // namespace subprocess
