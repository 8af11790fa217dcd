// utf-16, with a byte order mark, and utf-16-le and utf-16-be, without.
#include "unit_codec.hpp"

namespace subprocess {
inline namespace v1 {
namespace codecs {

namespace {

constexpr std::size_t unit_size = 2;
constexpr const char* names[3] = {"utf-16", "utf-16-le", "utf-16-be"};

constexpr bool is_high(char32_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}
constexpr bool is_low(char32_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

class Utf16 : public UnitCodec {
public:
    explicit Utf16(std::string_view name) : UnitCodec(name, unit_size, names) {}

private:
    Step decode_one(std::string_view bytes, bool at_end, std::string& characters) const override {
        const char32_t first = get(bytes, 0);
        if (is_low(first))
            return {0, unit_size, "illegal encoding"};
        if (!is_high(first)) {
            append_character(characters, first);
            return {unit_size};
        }
        if (bytes.size() < 2 * unit_size)
            return {0, at_end ? bytes.size() : 0, "unexpected end of data"};
        const char32_t second = get(bytes, unit_size);
        if (!is_low(second))
            return {0, unit_size, "illegal UTF-16 surrogate"};
        append_character(characters, 0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF));
        return {2 * unit_size};
    }

    void encode_one(std::string& bytes, char32_t c) const override {
        if (c >= 0x10000)
            put(bytes, 0xD800 + ((c - 0x10000) >> 10));
        put(bytes, c < 0x10000 ? c : 0xDC00 + (c & 0x3FF));
    }
};

} // namespace

std::unique_ptr<Codec> open_utf16(std::string_view name) {
    if (name.substr(0, 6) == "utf_16")
        return std::make_unique<Utf16>(name);
    return nullptr;
}

} // namespace codecs
} // namespace v1
} // namespace subprocess
