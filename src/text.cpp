#include "text.hpp"

#include <subprocess/error.hpp>
#include <subprocess/shape.hpp>

#include <algorithm>
#include <cctype>
#include <cstdint>

namespace subprocess {
inline namespace v1 {

namespace {

/// Appends a code point as UTF-8; lone surrogates are encoded as if they were characters (WTF-8).
void append_utf8(std::string& bytes, std::uint32_t c) {
    const auto put = [&bytes](std::uint32_t byte) { bytes.push_back(static_cast<char>(byte)); };
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

std::string utf8_of(const wchar_t* wide, std::size_t size) {
    const auto is_high = [](std::uint32_t c) { return c >= 0xD800 && c < 0xDC00; };
    const auto is_low = [](std::uint32_t c) { return c >= 0xDC00 && c < 0xE000; };
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) {
        std::uint32_t c = static_cast<std::uint32_t>(wide[i]);
        if (is_high(c) && i + 1 < size && is_low(static_cast<std::uint32_t>(wide[i + 1])))
            c = 0x10000 + ((c - 0xD800) << 10) + (static_cast<std::uint32_t>(wide[++i]) - 0xDC00);
        append_utf8(bytes, c);
    }
    return bytes;
}

} // namespace

std::string detail::View::str() const {
    if (kind == Kind::wide_path)
        return utf8_of(static_cast<const wchar_t*>(data), size);
    return {static_cast<const char*>(data), size};
}

namespace text_mode {

void require_encoding(const std::string& name) {
    std::string plain;
    for (const char c : name)
        if (c != '-' && c != '_' && c != ' ')
            plain.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    if (plain != "utf8" && plain != "u8" && plain != "cp65001")
        throw LookupError("unknown encoding: " + name);
}

int character_length(std::string_view bytes) {
    // Unicode 3.9, table 3-7: the second byte's range depends on the first.
    struct Lead {
        unsigned char first, last, second_low, second_high;
        int length;
    };
    static constexpr Lead leads[] = {
        {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
        {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
        {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };
    const auto at = [bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    if (at(0) < 0x80)
        return 1;
    const auto lead = std::find_if(std::begin(leads), std::end(leads),
                                   [&](const Lead& l) { return l.first <= at(0) && at(0) <= l.last; });
    if (lead == std::end(leads))
        return -1;
    const std::size_t here = std::min(bytes.size(), static_cast<std::size_t>(lead->length));
    for (std::size_t i = 1; i < here; ++i) {
        const bool second = i == 1;
        if (at(i) < (second ? lead->second_low : 0x80) || at(i) > (second ? lead->second_high : 0xBF))
            return -1;
    }
    return here == static_cast<std::size_t>(lead->length) ? lead->length : 0;
}

namespace {

/// How many bytes at the front of `bytes` are whole, valid characters.
std::size_t valid_prefix(std::string_view bytes) {
    std::size_t i = 0;
    while (i < bytes.size()) {
        const int length = character_length(bytes.substr(i));
        if (length <= 0)
            break;
        i += static_cast<std::size_t>(length);
    }
    return i;
}

} // namespace

namespace {

/// The bytes that could have been the start of a character belong to the mistake.
[[noreturn]] void throw_invalid(std::string_view bytes, std::size_t start) {
    const std::string_view rest = bytes.substr(start);
    std::size_t size = 1;
    if (character_length(rest.substr(0, 1)) < 0)
        throw UnicodeDecodeError("utf-8", bytes, start, start + size, "invalid start byte");
    while (character_length(rest.substr(0, size + 1)) == 0)
        ++size;
    throw UnicodeDecodeError("utf-8", bytes, start, start + size, "invalid continuation byte");
}

} // namespace

void decode(std::string& undecoded, std::string& decoded, bool at_end) {
    std::size_t size = valid_prefix(undecoded);
    if (size < undecoded.size()) {
        const bool cut_off = character_length(std::string_view(undecoded).substr(size)) == 0;
        if (!cut_off)
            throw_invalid(undecoded, size);
        if (at_end)
            throw UnicodeDecodeError("utf-8", undecoded, size, undecoded.size(), "unexpected end of data");
    }
    if (!at_end && size > 0 && size == undecoded.size() && undecoded.back() == '\r')
        --size; // the \n may come next
    decoded.reserve(decoded.size() + size);
    for (std::size_t i = 0; i < size; ++i) {
        if (undecoded[i] != '\r') {
            decoded.push_back(undecoded[i]);
            continue;
        }
        decoded.push_back('\n');
        if (i + 1 < undecoded.size() && undecoded[i + 1] == '\n')
            ++i;
    }
    undecoded.erase(0, size);
}

std::string decode(std::string bytes) {
    std::string decoded;
    decode(bytes, decoded, true);
    return decoded;
}

void require_encodable(std::string_view characters) {
    const std::size_t valid = valid_prefix(characters);
    if (valid < characters.size())
        throw UnicodeEncodeError("utf-8", static_cast<unsigned char>(characters[valid]), valid, valid + 1,
                                 "surrogates not allowed");
}

} // namespace text_mode
} // namespace v1
} // namespace subprocess
