// utf-16, with a byte order mark, and utf-16-le and utf-16-be, without.
#include "codec.hpp"

#include "byte_order.hpp"

namespace subprocess {
inline namespace v1 {
namespace codecs {

namespace {

constexpr std::size_t unit_size = 2;

constexpr bool is_high(char32_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}
constexpr bool is_low(char32_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

class Utf16 : public Codec {
public:
    explicit Utf16(std::string_view name) : m_order(name, unit_size) {}

    const char* name_in_decoding() const override {
        return m_order.value() == ByteOrder::little ? "utf-16-le" : "utf-16-be";
    }
    const char* name_in_encoding() const override { return m_order.is_marked() ? "utf-16" : name_in_decoding(); }
    std::size_t unit() const override { return unit_size; }

    Step decode(std::string_view bytes, bool at_end, std::string& characters) override {
        if (m_order.is_waiting(bytes) && !at_end)
            return {0};
        std::size_t i = m_order.read_mark(bytes);
        while (i + unit_size <= bytes.size()) {
            const Step step = decode_one(bytes.substr(i), at_end, characters);
            if (step.taken == 0)
                return {i, step.invalid, step.reason};
            i += step.taken;
        }
        return {i, at_end ? bytes.size() - i : 0, "truncated data"};
    }

    Step encode(std::string_view characters, std::string& bytes) override {
        for (std::size_t i = 0; i < characters.size();) {
            const Character character = first_character(characters.substr(i));
            if (is_surrogate(character.value))
                return {i, character.length, "surrogates not allowed"};
            i += character.length;
            if (character.value >= 0x10000)
                put(bytes, 0xD800 + ((character.value - 0x10000) >> 10));
            put(bytes, character.value < 0x10000 ? character.value : 0xDC00 + (character.value & 0x3FF));
        }
        return {characters.size()};
    }

    void begin(std::string& bytes) override {
        if (m_order.is_marked())
            put(bytes, byte_order_mark);
    }

    Character encoded_surrogate(std::string_view bytes) const override {
        if (bytes.size() < unit_size || !is_surrogate(get(bytes, 0)))
            return {};
        return {get(bytes, 0), unit_size};
    }
    bool append_surrogate(std::string& bytes, char32_t c) const override {
        put(bytes, c);
        return true;
    }

private:
    /// Takes nothing when the character is wrong, or when its second half is still to come.
    Step decode_one(std::string_view bytes, bool at_end, std::string& characters) const {
        char32_t c = get(bytes, 0);
        if (is_low(c))
            return {0, unit_size, "illegal encoding"};
        if (!is_high(c)) {
            append_character(characters, c);
            return {unit_size};
        }
        if (bytes.size() < 2 * unit_size)
            return {0, at_end ? bytes.size() : 0, "unexpected end of data"};
        const char32_t low = get(bytes, unit_size);
        if (!is_low(low))
            return {0, unit_size, "illegal UTF-16 surrogate"};
        c = 0x10000 + ((c & 0x3FF) << 10) + (low & 0x3FF);
        append_character(characters, c);
        return {2 * unit_size};
    }

    char32_t get(std::string_view bytes, std::size_t position) const {
        return unit_at(bytes, position, unit_size, m_order.value());
    }
    void put(std::string& bytes, char32_t value) const { append_unit(bytes, value, unit_size, m_order.value()); }

    StreamOrder m_order;
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
