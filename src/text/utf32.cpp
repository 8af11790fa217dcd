// utf-32, with a byte order mark, and utf-32-le and utf-32-be, without.
#include "codec.hpp"

#include "byte_order.hpp"

namespace subprocess {
inline namespace v1 {
namespace codecs {

namespace {

constexpr std::size_t unit_size = 4;
constexpr char32_t largest = 0x10FFFF;

class Utf32 : public Codec {
public:
    explicit Utf32(std::string_view name) : m_order(name, unit_size) {}

    const char* name_in_decoding() const override {
        return m_order.value() == ByteOrder::little ? "utf-32-le" : "utf-32-be";
    }
    const char* name_in_encoding() const override { return m_order.is_marked() ? "utf-32" : name_in_decoding(); }
    std::size_t unit() const override { return unit_size; }

    Step decode(std::string_view bytes, bool at_end, std::string& characters) override {
        if (m_order.is_waiting(bytes) && !at_end)
            return {0};
        std::size_t i = m_order.read_mark(bytes);
        for (; i + unit_size <= bytes.size(); i += unit_size) {
            const char32_t c = unit_at(bytes, i, unit_size, m_order.value());
            if (is_surrogate(c))
                return {i, unit_size, "code point in surrogate code point range(0xd800, 0xe000)"};
            if (c > largest)
                return {i, unit_size, "code point not in range(0x110000)"};
            append_character(characters, c);
        }
        return {i, at_end ? bytes.size() - i : 0, "truncated data"};
    }

    Step encode(std::string_view characters, std::string& bytes) override {
        for (std::size_t i = 0; i < characters.size();) {
            const Character character = first_character(characters.substr(i));
            if (is_surrogate(character.value))
                return {i, character.length, "surrogates not allowed"};
            i += character.length;
            append_unit(bytes, character.value, unit_size, m_order.value());
        }
        return {characters.size()};
    }

    void begin(std::string& bytes) override {
        if (m_order.is_marked())
            append_unit(bytes, byte_order_mark, unit_size, m_order.value());
    }

    Character encoded_surrogate(std::string_view bytes) const override {
        if (bytes.size() < unit_size || !is_surrogate(unit_at(bytes, 0, unit_size, m_order.value())))
            return {};
        return {unit_at(bytes, 0, unit_size, m_order.value()), unit_size};
    }
    bool append_surrogate(std::string& bytes, char32_t c) const override {
        append_unit(bytes, c, unit_size, m_order.value());
        return true;
    }

private:
    StreamOrder m_order;
};

} // namespace

std::unique_ptr<Codec> open_utf32(std::string_view name) {
    if (name.substr(0, 6) == "utf_32")
        return std::make_unique<Utf32>(name);
    return nullptr;
}

} // namespace codecs
} // namespace v1
} // namespace subprocess
