// Validates UTF-8.
#pragma once

#include <subprocess/api.hpp>

#include <cstddef>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

/// The first character of some bytes, which may be invalid or incomplete (Unicode 3.9, table 3-7).
struct Utf8Front {
    std::size_t fitting; ///< how many bytes can belong to one character
    std::size_t needed;  ///< how many bytes the whole character has; 0: no character starts like this

    bool is_whole() const { return needed != 0 && fitting == needed; }
};
SUBPROCESS_API Utf8Front utf8_front(std::string_view bytes);

/// The size of the prefix that consists of complete, valid characters.
std::size_t valid_utf8(std::string_view bytes);

/// The size of the prefix that is ASCII.
std::size_t ascii_prefix(std::string_view bytes);

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
