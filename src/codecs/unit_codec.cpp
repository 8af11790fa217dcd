#include "unit_codec.hpp"

#include "characters.hpp"
#include "codec.hpp"

#include <cstring>
#include <initializer_list>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

namespace {

constexpr char32_t byte_order_mark = 0xFEFF;

ByteOrder native_order() {
    const char16_t one = 1;
    char first = 0;
    std::memcpy(&first, &one, 1);
    return first == 1 ? ByteOrder::little : ByteOrder::big;
}

} // namespace

UnitCodec::UnitCodec(std::string_view name, std::size_t unit, const Names& names)
    : m_names(names), m_unit(unit), m_order(native_order()) {
    const std::string_view end = name.substr(name.size() - 3);
    m_is_marked = end != "_le" && end != "_be";
    if (!m_is_marked)
        m_order = end == "_le" ? ByteOrder::little : ByteOrder::big;
}

Step UnitCodec::decode(std::string_view bytes, bool at_end, std::string& characters) {
    std::size_t i = 0;
    if (m_is_marked && !m_was_read) {
        if (bytes.size() < m_unit && !at_end)
            return {0};
        i = read_mark(bytes);
    }
    while (i + m_unit <= bytes.size()) {
        const Step step = decode_one(bytes.substr(i), at_end, characters);
        if (step.taken == 0)
            return {i, step.invalid, step.reason};
        i += step.taken;
    }
    return {i, at_end ? bytes.size() - i : 0, "truncated data"};
}

Step UnitCodec::encode(std::string_view characters, std::string& bytes) {
    for (std::size_t i = 0; i < characters.size();) {
        const Character character = first_character(characters.substr(i));
        if (is_surrogate(character.value))
            return {i, character.length, "surrogates not allowed"};
        encode_one(bytes, character.value);
        i += character.length;
    }
    return {characters.size()};
}

void UnitCodec::begin(std::string& bytes) {
    if (m_is_marked)
        put(bytes, byte_order_mark);
}

Character UnitCodec::encoded_surrogate(std::string_view bytes) const {
    if (bytes.size() < m_unit || !is_surrogate(get(bytes, 0)))
        return {};
    return {get(bytes, 0), m_unit};
}

bool UnitCodec::append_surrogate(std::string& bytes, char32_t c) const {
    put(bytes, c);
    return true;
}

int UnitCodec::shift_of(std::size_t byte) const {
    return static_cast<int>(8 * (m_order == ByteOrder::little ? byte : m_unit - 1 - byte));
}

char32_t UnitCodec::get(std::string_view bytes, std::size_t position) const {
    char32_t value = 0;
    for (std::size_t i = 0; i < m_unit; ++i)
        value |= static_cast<char32_t>(static_cast<unsigned char>(bytes[position + i])) << shift_of(i);
    return value;
}

void UnitCodec::put(std::string& bytes, char32_t value) const {
    for (std::size_t i = 0; i < m_unit; ++i)
        bytes.push_back(static_cast<char>(value >> shift_of(i)));
}

bool UnitCodec::begins_with_mark(std::string_view bytes) const {
    return bytes.size() >= m_unit && get(bytes, 0) == byte_order_mark;
}

/// \return the size of the byte order mark; 0 if there is none
std::size_t UnitCodec::read_mark(std::string_view bytes) {
    m_was_read = true;
    for (const ByteOrder order : {ByteOrder::little, ByteOrder::big}) {
        m_order = order;
        if (begins_with_mark(bytes))
            return m_unit;
    }
    m_order = native_order();
    return 0;
}

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
