// Wide strings of Windows, which are UTF-16, and our own. A lone surrogate, which Windows has in names of files, is the
// three bytes that UTF-8 would give it, and survives both ways.
#pragma once

#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

std::string narrow(std::wstring_view wide);

/// \throws UnicodeDecodeError when it is not UTF-8
std::wstring widen(std::string_view characters);

} // namespace detail
} // namespace v1
} // namespace subprocess
