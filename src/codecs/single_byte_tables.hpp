// What each byte of the single-byte encodings is.
#pragma once

#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

/// A code page: many share a half, most of them that of ASCII.
struct SingleByteTable {
    const char* name; ///< of Python's module
    unsigned char low, high;
};

extern const char16_t single_byte_halves[][128];
extern const SingleByteTable single_byte_tables[];
extern const std::size_t single_byte_table_count;

inline constexpr char16_t undefined_byte = 0xFFFE;

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
