// The characters of our strings. Strings are UTF-8 with two extensions: a lone surrogate is encoded in three bytes like
// any other character, and a byte that belongs to no character becomes the surrogate that surrogateescape gives it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

struct Character {
    char32_t value = 0;
    std::size_t length = 0; ///< in bytes
};

/// surrogateescape maps the byte B (0x80..0xFF) to escape_base + B: U+DC80..U+DCFF.
inline constexpr char32_t escape_base = 0xDC00;

constexpr bool is_surrogate(char32_t c) {
    return c >= 0xD800 && c < 0xE000;
}
constexpr bool is_high_surrogate(char32_t c) {
    return c >= 0xD800 && c < 0xDC00;
}
constexpr bool is_low_surrogate(char32_t c) {
    return c >= 0xDC00 && c < 0xE000;
}

/// The first character that UTF-16 writes as two surrogates.
inline constexpr char32_t first_of_pairs = 0x10000;

constexpr char32_t high_surrogate_of(char32_t c) {
    return 0xD800 + ((c - first_of_pairs) >> 10);
}
constexpr char32_t low_surrogate_of(char32_t c) {
    return 0xDC00 + (c & 0x3FF);
}
constexpr char32_t character_of(char32_t high, char32_t low) {
    return first_of_pairs + ((high & 0x3FF) << 10) + (low & 0x3FF);
}

constexpr bool is_escaped_byte(char32_t c) {
    return c >= escape_base + 0x80 && c <= escape_base + 0xFF;
}

void append_character(std::string& characters, char32_t c);

/// The first character. `characters` must not be empty.
Character first_character(std::string_view characters);

std::size_t count_characters(std::string_view characters);

/// The size in bytes of the first `count` characters. If there are fewer, `count` is set to their number.
std::size_t size_of_characters(std::string_view characters, std::size_t& count);

constexpr unsigned char byte_at(std::string_view bytes, std::size_t i) {
    return static_cast<unsigned char>(bytes[i]);
}
constexpr bool is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

/// The character in Python's escape notation: `\xe9`, `\u20ac`, `\U0001f600`.
std::string escaped(char32_t character);

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
