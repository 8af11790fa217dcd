#include "repr.hpp"

#include "codecs/characters.hpp"
#include "os/ask.hpp"

#include <fmt/format.h>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

char quote_for(std::string_view text) {
    const bool has_single = text.find('\'') != text.npos;
    return has_single && text.find('"') == text.npos ? '"' : '\'';
}

/// Python's escape for an ASCII character; empty if it needs none.
std::string escape(char c, char quote) {
    switch (c) {
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    case '\\':
        return "\\\\";
    default:
        break;
    }
    if (c == quote)
        return {'\\', c};
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F ? fmt::format("\\x{:02x}", byte) : std::string();
}

/// Appends the first character of `text` and removes it from `text`.
void append_character(std::string& result, std::string_view& text, char quote) {
    const codecs::Character character = codecs::first_character(text);
    const std::string escape_sequence = character.length == 1 ? escape(text[0], quote) : std::string();
    const bool is_c1_control = character.value >= 0x80 && character.value <= 0xA0;
    if (codecs::is_surrogate(character.value) || is_c1_control)
        result += codecs::escaped(character.value);
    else if (!escape_sequence.empty())
        result += escape_sequence;
    else
        result += text.substr(0, character.length);
    text.remove_prefix(character.length);
}

} // namespace

std::string repr(std::string_view characters) {
    const char quote = quote_for(characters);
    std::string result(1, quote);
    while (!characters.empty())
        append_character(result, characters, quote);
    return result += quote;
}

std::string repr_bytes(std::string_view bytes) {
    const char quote = quote_for(bytes);
    std::string result = {'b', quote};
    for (const char c : bytes) {
        const std::string escaped = escape(c, quote);
        if (static_cast<unsigned char>(c) >= 0x80)
            result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
        else if (!escaped.empty())
            result += escaped;
        else
            result += c;
    }
    return result += quote;
}

std::string repr(int returncode) {
    return os::is_signal(returncode) ? std::to_string(returncode) : std::to_string(static_cast<unsigned>(returncode));
}

} // namespace detail
} // namespace v1
} // namespace subprocess
