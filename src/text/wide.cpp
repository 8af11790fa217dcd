#include "wide.hpp"

#include <subprocess/error.hpp>

#include "characters.hpp"

namespace subprocess {
inline namespace v1 {

namespace {

constexpr char32_t high_surrogates = 0xD800;
constexpr char32_t low_surrogates = 0xDC00;
constexpr char32_t surrogates_end = 0xE000;
constexpr char32_t first_of_two_units = 0x10000;

[[noreturn]] void refuse(std::string_view characters, std::size_t position) {
    const std::string_view rest = characters.substr(position);
    const codecs::Utf8Front front = codecs::utf8_front(rest);
    const char* const reason = front.needed == 0               ? "invalid start byte"
                               : front.fitting == rest.size() ? "unexpected end of data"
                                                              : "invalid continuation byte";
    throw UnicodeDecodeError("utf-8", static_cast<unsigned char>(rest.front()), position, position + 1, reason);
}

void append_units(std::wstring& wide, char32_t c) {
    if (c >= first_of_two_units) {
        wide.push_back(static_cast<wchar_t>(high_surrogates + ((c - first_of_two_units) >> 10)));
        c = low_surrogates + ((c - first_of_two_units) & 0x3FF);
    }
    wide.push_back(static_cast<wchar_t>(c));
}

} // namespace

std::string narrow(std::wstring_view wide) {
    const auto unit = [wide](std::size_t i) { return static_cast<char32_t>(wide[i]); };
    const auto is_high = [](char32_t c) { return c >= high_surrogates && c < low_surrogates; };
    const auto is_low = [](char32_t c) { return c >= low_surrogates && c < surrogates_end; };
    std::string characters;
    for (std::size_t i = 0; i < wide.size(); ++i) {
        char32_t c = unit(i);
        if (is_high(c) && i + 1 < wide.size() && is_low(unit(i + 1)))
            c = first_of_two_units + ((c - high_surrogates) << 10) + (unit(++i) - low_surrogates);
        codecs::append_character(characters, c);
    }
    return characters;
}

std::wstring widen(std::string_view characters) {
    std::wstring wide;
    wide.reserve(characters.size());
    for (std::size_t i = 0; i < characters.size();) {
        const codecs::Character c = codecs::first_character(characters.substr(i));
        if (c.length == 1 && codecs::is_escaped_byte(c.value))
            refuse(characters, i);
        append_units(wide, c.value);
        i += c.length;
    }
    return wide;
}

} // namespace v1
} // namespace subprocess
