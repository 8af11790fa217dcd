#include "wide.hpp"

#include <subprocess/error.hpp>

#include "characters.hpp"
#include "valid_utf8.hpp"

#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

[[noreturn]] void refuse(std::string_view characters, std::size_t position) {
    const std::string_view rest = characters.substr(position);
    const codecs::Utf8Front front = codecs::utf8_front(rest);
    const char* const reason = front.needed == 0              ? "invalid start byte"
                               : front.fitting == rest.size() ? "unexpected end of data"
                                                              : "invalid continuation byte";
    throw UnicodeDecodeError("utf-8", static_cast<unsigned char>(rest.front()), position, position + 1, reason);
}

void append_units(std::wstring& wide, char32_t c) {
    if (c >= codecs::first_of_pairs)
        wide.push_back(static_cast<wchar_t>(codecs::high_surrogate_of(c)));
    wide.push_back(static_cast<wchar_t>(c < codecs::first_of_pairs ? c : codecs::low_surrogate_of(c)));
}

} // namespace

std::string narrow(std::wstring_view wide) {
    const auto unit = [wide](std::size_t i) { return static_cast<char32_t>(wide[i]); };
    std::string characters;
    for (std::size_t i = 0; i < wide.size(); ++i) {
        char32_t c = unit(i);
        if (codecs::is_high_surrogate(c) && i + 1 < wide.size() && codecs::is_low_surrogate(unit(i + 1)))
            c = codecs::character_of(c, unit(++i));
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

} // namespace detail
} // namespace v1
} // namespace subprocess
