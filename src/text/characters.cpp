#include "characters.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace subprocess {
inline namespace v1 {
namespace codecs {

namespace {

unsigned char byte_at(std::string_view bytes, std::size_t i) {
    return static_cast<unsigned char>(bytes[i]);
}

bool is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

std::size_t size_after(unsigned char lead) {
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// Which second bytes there are depends on the first: no overlong forms, no surrogates, nothing above U+10FFFF.
bool fits_second(unsigned char lead, unsigned char second) {
    switch (lead) {
    case 0xE0:
        return 0xA0 <= second && second <= 0xBF;
    case 0xED:
        return 0x80 <= second && second <= 0x9F;
    case 0xF0:
        return 0x90 <= second && second <= 0xBF;
    case 0xF4:
        return 0x80 <= second && second <= 0x8F;
    default:
        return is_continuation(second);
    }
}

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

Utf8Front utf8_front(std::string_view bytes) {
    const unsigned char lead = byte_at(bytes, 0);
    Utf8Front front{1, size_after(lead)};
    if (front.needed < 2 || bytes.size() < 2 || !fits_second(lead, byte_at(bytes, 1)))
        return front;
    const std::size_t end = std::min(front.needed, bytes.size());
    for (front.fitting = 2; front.fitting < end && is_continuation(byte_at(bytes, front.fitting));)
        ++front.fitting;
    return front;
}

std::size_t valid_utf8(std::string_view bytes) {
    std::size_t size = 0;
    for (;;) {
        size += ascii_prefix(bytes.substr(size));
        if (size == bytes.size())
            return size;
        const Utf8Front front = utf8_front(bytes.substr(size));
        if (!front.is_whole())
            return size;
        size += front.needed;
    }
}

std::size_t ascii_prefix(std::string_view bytes) {
    constexpr std::uint64_t high_bits = 0x8080808080808080;
    std::size_t size = 0;
    for (std::uint64_t eight = 0; size + sizeof eight <= bytes.size(); size += sizeof eight) {
        std::memcpy(&eight, bytes.data() + size, sizeof eight);
        if ((eight & high_bits) != 0)
            break;
    }
    while (size < bytes.size() && byte_at(bytes, size) < 0x80)
        ++size;
    return size;
}

} // namespace codecs
} // namespace v1
} // namespace subprocess
