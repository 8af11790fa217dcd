#include "handlers.hpp"

#include <subprocess/error.hpp>

#include "characters.hpp"
#include "codec.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

namespace {

/// The bytes that cannot be decoded, and where their replacement goes.
struct Undecodable {
    const Codec& codec;
    std::string_view bytes; ///< the rest of the input
    std::size_t invalid;
    std::string& characters;
};

struct Unencodable {
    Codec& codec;
    std::string_view characters;
    std::string& bytes;
};

// Decoding: each returns the number of bytes it handled ---------------------------------------------------------------

std::size_t refuse_bytes(const Undecodable&) {
    return 0;
}

std::size_t skip_bytes(const Undecodable& wrong) {
    return wrong.invalid;
}

std::size_t mark_bytes(const Undecodable& wrong) {
    constexpr char32_t replacement_character = 0xFFFD;
    append_character(wrong.characters, replacement_character);
    return wrong.invalid;
}

std::size_t spell_bytes(const Undecodable& wrong) {
    for (const char byte : wrong.bytes.substr(0, wrong.invalid))
        wrong.characters += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    return wrong.invalid;
}

std::size_t escape_bytes(const Undecodable& wrong) {
    const std::size_t limit = std::min<std::size_t>(wrong.invalid, 4); // Python's limit for one call
    std::size_t count = 0;
    for (; count < limit && static_cast<unsigned char>(wrong.bytes[count]) >= 0x80; ++count)
        append_character(wrong.characters, escape_base + static_cast<unsigned char>(wrong.bytes[count]));
    return count;
}

std::size_t pass_surrogate(const Undecodable& wrong) {
    const Character surrogate = wrong.codec.encoded_surrogate(wrong.bytes);
    if (surrogate.length > 0)
        append_character(wrong.characters, surrogate.value);
    return surrogate.length;
}

// Encoding: each returns the size of the characters it handled --------------------------------------------------------

/// Calls `work` for each character until it returns false. \return the size of the characters before that one
template <class Work> std::size_t for_each_character(std::string_view characters, Work work) {
    std::size_t size = 0;
    while (size < characters.size()) {
        const Character character = first_character(characters.substr(size));
        if (!work(character.value))
            break;
        size += character.length;
    }
    return size;
}

/// Encodes a replacement for each character, for all or none: the codec may lack the replacement, too.
template <class Spell> std::size_t put_for_each(const Unencodable& wrong, Spell spell) {
    const std::size_t size = for_each_character(
        wrong.characters, [&](char32_t c) { return wrong.codec.encode(spell(c), wrong.bytes).invalid == 0; });
    return size == wrong.characters.size() ? size : 0;
}

std::size_t refuse_characters(const Unencodable&) {
    return 0;
}

std::size_t skip_characters(const Unencodable& wrong) {
    return wrong.characters.size();
}

std::size_t mark_characters(const Unencodable& wrong) {
    return put_for_each(wrong, [](char32_t) { return std::string_view("?"); });
}

std::size_t spell_characters(const Unencodable& wrong) {
    return put_for_each(wrong, escaped);
}

std::size_t refer_to_characters(const Unencodable& wrong) {
    return put_for_each(wrong, [](char32_t c) { return fmt::format("&#{};", static_cast<unsigned>(c)); });
}

std::size_t unescape_characters(const Unencodable& wrong) {
    std::string raw;
    const std::size_t size = for_each_character(wrong.characters, [&](char32_t c) {
        if (is_escaped_byte(c))
            raw.push_back(static_cast<char>(c - escape_base));
        return is_escaped_byte(c);
    });
    const bool is_enough = size == wrong.characters.size() || wrong.codec.unescapes_one_by_one();
    if (!is_enough || raw.size() % wrong.codec.unit() != 0)
        return 0;
    wrong.bytes += raw;
    return size;
}

std::size_t pass_surrogates(const Unencodable& wrong) {
    const std::size_t size = for_each_character(
        wrong.characters, [&](char32_t c) { return is_surrogate(c) && wrong.codec.append_surrogate(wrong.bytes, c); });
    return size == wrong.characters.size() ? size : 0;
}

struct Handler {
    std::string_view name;
    std::size_t (*decoding)(const Undecodable&);
    std::size_t (*encoding)(const Unencodable&);
};

constexpr Handler handlers[] = {
    {"strict", refuse_bytes, refuse_characters},
    {"ignore", skip_bytes, skip_characters},
    {"replace", mark_bytes, mark_characters},
    {"backslashreplace", spell_bytes, spell_characters},
    {"surrogateescape", escape_bytes, unescape_characters},
    {"surrogatepass", pass_surrogate, pass_surrogates},
    {"xmlcharrefreplace", nullptr, refer_to_characters},
};

const Handler* find_handler(std::string_view name) {
    const auto found =
        std::find_if(std::begin(handlers), std::end(handlers), [name](const Handler& h) { return h.name == name; });
    return found != std::end(handlers) ? found : nullptr;
}

const Handler& handler_named(std::string_view name) {
    const Handler* const handler = find_handler(name);
    if (handler == nullptr)
        throw LookupError("unknown error handler name '" + std::string(name) + "'");
    return *handler;
}

} // namespace

void require_decoding_handler(std::string_view handler) {
    if (handler_named(handler).decoding == nullptr) // a TypeError in Python
        throw ValueError("don't know how to handle UnicodeDecodeError in error callback");
}

std::size_t handle_undecodable(std::string_view handler, const Codec& codec, std::string_view bytes,
                               std::size_t invalid, std::string& characters) {
    const Handler* const found = find_handler(handler);
    const bool is_there = found != nullptr && found->decoding != nullptr;
    return is_there ? found->decoding({codec, bytes, invalid, characters}) : 0;
}

std::size_t handle_unencodable(std::string_view handler, Codec& codec, std::string_view characters,
                               std::string& bytes) {
    return handler_named(handler).encoding({codec, characters, bytes});
}

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
