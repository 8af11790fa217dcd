#include "escapes.hpp"

#include "codecs/valid_utf8.hpp"

#include <subprocess/error.hpp>

#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view short_escapes = "\\\\n\nr\rt\t"; // each is a letter, and the character that it stands for

std::string escaped_byte(char byte) {
    for (std::size_t i = 1; i < short_escapes.size(); i += 2)
        if (short_escapes[i] == byte)
            return {'\\', short_escapes[i - 1]};
    const auto value = static_cast<unsigned char>(byte);
    return {'\\', 'x', hex_digits[value / 16], hex_digits[value % 16]};
}

bool is_printable(char byte) {
    return (byte >= ' ' || static_cast<unsigned char>(byte) >= 0x80) && byte != 0x7F && byte != '\\';
}

/// The size of the printable character at the beginning; 0: there is none.
std::size_t printable_front(std::string_view bytes) {
    if (!is_printable(bytes.front()))
        return 0;
    const codecs::Utf8Front front = codecs::utf8_front(bytes);
    return front.is_whole() ? front.fitting : 0;
}

char byte_of(std::string_view digits) {
    const std::size_t high = digits.size() == 2 ? hex_digits.find(digits[0]) : std::string_view::npos;
    const std::size_t low = digits.size() == 2 ? hex_digits.find(digits[1]) : std::string_view::npos;
    if (high == std::string_view::npos || low == std::string_view::npos)
        throw ValueError("\\x needs two digits of 0123456789abcdef");
    return static_cast<char>(high * 16 + low);
}

/// Takes what follows a backslash.
char take_escape(std::string_view& text) {
    const char letter = text.empty() ? '\0' : text.front();
    if (letter == 'x') {
        const char byte = byte_of(text.substr(1, 2));
        text.remove_prefix(3);
        return byte;
    }
    for (std::size_t i = 0; i < short_escapes.size(); i += 2)
        if (!text.empty() && short_escapes[i] == letter)
            return text.remove_prefix(1), short_escapes[i + 1];
    throw ValueError("a backslash is followed by none of \\, n, r, t and x");
}

} // namespace

std::string escaped(std::string_view bytes) {
    std::string text;
    while (!bytes.empty()) {
        const std::size_t size = printable_front(bytes);
        const bool is_at_end = bytes.size() == 1 && bytes.front() == ' '; // editors remove it
        text += is_at_end ? "\\x20" : size > 0 ? std::string(bytes.substr(0, size)) : escaped_byte(bytes.front());
        bytes.remove_prefix(size > 0 ? size : 1);
    }
    return text;
}

std::string unescaped(std::string_view text) {
    std::string bytes;
    while (!text.empty()) {
        const char next = text.front();
        text.remove_prefix(1);
        bytes += next == '\\' ? take_escape(text) : next;
    }
    return bytes;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
