#include <subprocess/shape.hpp>

#include "text/characters.hpp"

namespace subprocess {
inline namespace v1 {

namespace {

std::string utf8_of(const wchar_t* wide, std::size_t size) {
    const auto is_high = [](char32_t c) { return c >= 0xD800 && c < 0xDC00; };
    const auto is_low = [](char32_t c) { return c >= 0xDC00 && c < 0xE000; };
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) {
        auto c = static_cast<char32_t>(wide[i]);
        if (is_high(c) && i + 1 < size && is_low(static_cast<char32_t>(wide[i + 1])))
            c = 0x10000 + ((c - 0xD800) << 10) + (static_cast<char32_t>(wide[++i]) - 0xDC00);
        codecs::append_character(bytes, c);
    }
    return bytes;
}

} // namespace

std::string detail::View::str() const {
    if (kind == Kind::wide_path)
        return utf8_of(static_cast<const wchar_t*>(data), size);
    return {static_cast<const char*>(data), size};
}

} // namespace v1
} // namespace subprocess
