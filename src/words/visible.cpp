#include "visible.hpp"

#include "codecs/characters.hpp"

#include <fmt/format.h>

#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

std::string escape_of(const codecs::Character& character, std::string_view bytes) {
    if (character.length == 1) // a byte that is no UTF-8, too
        return fmt::format("\\x{:02x}", codecs::byte_at(bytes, 0));
    return codecs::escaped(character.value);
}

std::string with_escapes(std::string_view bytes, std::string_view kept) {
    std::string text;
    while (!bytes.empty()) {
        const codecs::Character character = codecs::first_character(bytes);
        const bool is_kept = kept.find(bytes.front()) != kept.npos;
        if (bytes.front() == '\n' && !is_kept)
            text += "\\n";
        else if (is_invisible(character.value) && !is_kept)
            text += escape_of(character, bytes);
        else
            text.append(bytes, 0, character.length);
        bytes.remove_prefix(character.length);
    }
    return text;
}

std::string with_unix_ends(std::string_view bytes) {
    std::string text(bytes);
    for (std::size_t end = text.find("\r\n"); end != text.npos; end = text.find("\r\n", end))
        text.erase(end, 1);
    return text;
}

} // namespace

bool is_invisible(char32_t character) noexcept {
    const bool is_control = character < 0x20 || (character >= 0x7F && character <= 0x9F);
    const bool reorders = character == 0x061C || character == 0x200E || character == 0x200F ||
                          (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
    const bool breaks_line = character == 0x2028 || character == 0x2029;
    return is_control || reorders || breaks_line || codecs::is_surrogate(character);
}

std::string visible(std::string_view bytes) {
    return with_escapes(with_unix_ends(bytes), "\t\n");
}

std::string visible_in_line(std::string_view bytes) {
    return with_escapes(bytes, "\t");
}

} // namespace detail
} // namespace v1
} // namespace subprocess
