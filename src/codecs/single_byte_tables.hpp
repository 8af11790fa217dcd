// The character of each byte in the single-byte encodings.
#pragma once

#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

/// A code page, in two halves, because many pages share one (most have the ASCII half).
struct SingleByteTable {
    const char* name; ///< the name of Python's module
    unsigned char low, high;
};

extern const char16_t single_byte_halves[][128];
extern const SingleByteTable single_byte_tables[];
extern const std::size_t single_byte_table_count;

inline constexpr char16_t undefined_byte = 0xFFFE;

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
