// Python's repr() of strings.
#pragma once

#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {

/// Python's repr of a str, from UTF-8; bytes that are not UTF-8 show as the surrogates that Python makes of them.
std::string repr(std::string_view characters);

/// A character as Python escapes it: `\xe9`, `\u20ac`, `\U0001f600`.
std::string escaped(char32_t character);

/// A return code: the number of a signal is negative, and an exit status has no sign.
std::string repr(int returncode);

/// Python's repr of bytes: `b'...'`.
std::string repr_bytes(std::string_view bytes);

} // namespace v1
} // namespace subprocess
