#include "characters.hpp"

#include "valid_utf8.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

namespace {

bool starts_with_surrogate(std::string_view bytes) {
    return bytes.size() >= 3 && byte_at(bytes, 0) == 0xED && byte_at(bytes, 1) >= 0xA0 &&
           is_continuation(byte_at(bytes, 1)) && is_continuation(byte_at(bytes, 2));
}

char32_t value_of(std::string_view sequence) {
    constexpr unsigned char lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    char32_t value = byte_at(sequence, 0) & lead_bits[sequence.size()];
    for (const char byte : sequence.substr(1))
        value = (value << 6) | (static_cast<unsigned char>(byte) & 0x3F);
    return value;
}

} // namespace

void append_character(std::string& characters, char32_t c) {
    const auto put = [&characters](char32_t byte) { characters.push_back(static_cast<char>(byte)); };
    const auto put_tail = [&put, c](int shift) { put(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put_tail(0);
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put_tail(6);
        put_tail(0);
    } else {
        put(0xF0 | (c >> 18));
        put_tail(12);
        put_tail(6);
        put_tail(0);
    }
}

Character first_character(std::string_view characters) {
    const Utf8Front front = utf8_front(characters);
    if (front.is_whole())
        return {value_of(characters.substr(0, front.needed)), front.needed};
    if (starts_with_surrogate(characters))
        return {value_of(characters.substr(0, 3)), 3};
    return {escape_base + byte_at(characters, 0), 1};
}

std::size_t count_characters(std::string_view characters) {
    std::size_t count = characters.size();
    size_of_characters(characters, count);
    return count;
}

std::size_t size_of_characters(std::string_view characters, std::size_t& count) {
    std::size_t size = 0;
    std::size_t found = 0;
    for (; found < count && size < characters.size(); ++found)
        size += byte_at(characters, size) < 0x80 ? 1 : first_character(characters.substr(size)).length;
    count = found;
    return size;
}

std::string escaped(char32_t character) {
    const auto number = static_cast<unsigned>(character);
    if (number < 0x100)
        return fmt::format("\\x{:02x}", number);
    return number < 0x10000 ? fmt::format("\\u{:04x}", number) : fmt::format("\\U{:08x}", number);
}

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
