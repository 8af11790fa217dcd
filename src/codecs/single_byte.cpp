// Encodings in which each byte is a character: ascii, latin-1, and the code pages.
#include "codec.hpp"

#include "characters.hpp"
#include "single_byte_tables.hpp"
#include "valid_utf8.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

namespace {

/// Encodes up to the first character that has no byte. It and all such characters directly after it count as one
/// error, as in Python. `byte_of(c)` is -1 for a character without a byte.
template <class ByteOf>
Step encode_bytewise(std::string_view characters, std::string& bytes, const char* reason, ByteOf byte_of) {
    std::size_t taken = 0;
    std::size_t invalid = 0;
    while (taken + invalid < characters.size()) {
        const Character character = first_character(characters.substr(taken + invalid));
        const int byte = byte_of(character.value);
        if (byte >= 0 && invalid > 0)
            break;
        if (byte >= 0)
            bytes.push_back(static_cast<char>(byte));
        (byte >= 0 ? taken : invalid) += character.length;
    }
    return {taken, invalid, reason};
}

class Ascii : public Codec {
public:
    const char* name_in_decoding() const override { return "ascii"; }

    Step decode(std::string_view bytes, bool, std::string& characters) override {
        const std::size_t size = ascii_prefix(bytes);
        characters.append(bytes, 0, size);
        return {size, size < bytes.size() ? std::size_t(1) : 0, "ordinal not in range(128)"};
    }
    Step encode(std::string_view characters, std::string& bytes) override {
        return encode_bytewise(characters, bytes, "ordinal not in range(128)",
                               [](char32_t c) { return c < 0x80 ? static_cast<int>(c) : -1; });
    }
    std::size_t left_as_is(std::string_view bytes) const override { return ascii_prefix(bytes); }
};

class Latin1 : public Codec {
public:
    const char* name_in_decoding() const override { return "latin-1"; }

    Step decode(std::string_view bytes, bool, std::string& characters) override {
        for (const char byte : bytes)
            append_character(characters, static_cast<unsigned char>(byte));
        return {bytes.size()};
    }
    Step encode(std::string_view characters, std::string& bytes) override {
        return encode_bytewise(characters, bytes, "ordinal not in range(256)",
                               [](char32_t c) { return c < 0x100 ? static_cast<int>(c) : -1; });
    }
};

/// The codec of one table. Python calls all of them charmap.
class SingleByte : public Codec {
public:
    explicit SingleByte(const SingleByteTable& table)
        : m_low(single_byte_halves[table.low]), m_high(single_byte_halves[table.high]),
          m_has_ascii(has_ascii(m_low, m_high)) {}

    const char* name_in_decoding() const override { return "charmap"; }
    bool unescapes_one_by_one() const override { return false; }

    Step decode(std::string_view bytes, bool, std::string& characters) override {
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            const char16_t c = character_of(static_cast<unsigned char>(bytes[i]));
            if (c == undefined_byte)
                return {i, 1, undefined};
            append_character(characters, c);
        }
        return {bytes.size()};
    }

    Step encode(std::string_view characters, std::string& bytes) override {
        return encode_bytewise(characters, bytes, undefined, [this](char32_t c) { return byte_of(c); });
    }

private:
    static constexpr const char* undefined = "character maps to <undefined>";

    char16_t character_of(unsigned byte) const { return byte < 128 ? m_low[byte] : m_high[byte - 128]; }

    /// If several bytes stand for one character, Python takes the last of them.
    int byte_of(char32_t c) const {
        if (c < 128 && m_has_ascii)
            return static_cast<int>(c);
        if (const int position = last_position(m_high, c); position >= 0)
            return 128 + position;
        return last_position(m_low, c);
    }

    static int last_position(const char16_t* half, char32_t c) {
        int position = c == undefined_byte ? -1 : 127;
        while (position >= 0 && char32_t{half[position]} != c)
            --position;
        return position;
    }

    /// True if the bytes below 128, and only they, are the ASCII characters.
    static bool has_ascii(const char16_t* low, const char16_t* high) {
        for (char16_t c = 0; c < 128; ++c)
            if (low[c] != c || high[c] < 128)
                return false;
        return true;
    }

    const char16_t* m_low;
    const char16_t* m_high;
    bool m_has_ascii;
};

} // namespace

std::unique_ptr<Codec> open_ascii_or_latin1(std::string_view name) {
    if (name == "ascii")
        return std::make_unique<Ascii>();
    if (name == "latin_1")
        return std::make_unique<Latin1>();
    return nullptr;
}

std::unique_ptr<Codec> open_single_byte(std::string_view name) {
    const auto end = single_byte_tables + single_byte_table_count;
    const auto table =
        std::find_if(single_byte_tables, end, [name](const SingleByteTable& t) { return t.name == name; });
    return table != end ? std::make_unique<SingleByte>(*table) : nullptr;
}

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
