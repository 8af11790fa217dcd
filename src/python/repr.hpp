// Python's repr() of strings.
#pragma once

#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Python's repr of a str, from UTF-8; bytes that are not UTF-8 show as the surrogates that Python makes of them.
std::string repr(std::string_view characters);

/// A return code: the number of a signal is negative, and an exit status has no sign.
std::string repr(int returncode);

/// Python's repr of bytes: `b'...'`.
std::string repr_bytes(std::string_view bytes);

} // namespace detail
} // namespace v1
} // namespace subprocess
