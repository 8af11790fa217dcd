// How much of some bytes is valid UTF-8.
#pragma once

#include <cstddef>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

/// How the front of some bytes looks as UTF-8 (Unicode 3.9, table 3-7).
struct Utf8Front {
    std::size_t fitting; ///< so many bytes may be those of one character
    std::size_t needed;  ///< so many would make it whole; 0: no character starts like this

    bool is_whole() const { return needed != 0 && fitting == needed; }
};
Utf8Front utf8_front(std::string_view bytes);

/// How many bytes at the front are whole, valid UTF-8.
std::size_t valid_utf8(std::string_view bytes);

/// How many bytes at the front are ASCII.
std::size_t ascii_prefix(std::string_view bytes);

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
