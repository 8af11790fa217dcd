// Python's repr() of strings.
#pragma once

#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Python's repr of a str. Bytes that are not UTF-8 appear as the surrogates that Python decodes them to.
std::string repr(std::string_view characters);

/// A return code: a signal is negative, an exit status is unsigned.
std::string repr(int returncode);

/// Python's repr of bytes: `b'...'`.
std::string repr_bytes(std::string_view bytes);

} // namespace detail
} // namespace v1
} // namespace subprocess
