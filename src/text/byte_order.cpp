#include "byte_order.hpp"

#include <cstring>

namespace subprocess {
inline namespace v1 {
namespace codecs {

ByteOrder native_order() {
    const char16_t one = 1;
    char first = 0;
    std::memcpy(&first, &one, 1);
    return first == 1 ? ByteOrder::little : ByteOrder::big;
}

namespace {

int shift_of(std::size_t byte, std::size_t unit_size, ByteOrder order) {
    return static_cast<int>(8 * (order == ByteOrder::little ? byte : unit_size - 1 - byte));
}

} // namespace

char32_t unit_at(std::string_view bytes, std::size_t position, std::size_t unit_size, ByteOrder order) {
    char32_t unit = 0;
    for (std::size_t i = 0; i < unit_size; ++i)
        unit |= static_cast<char32_t>(static_cast<unsigned char>(bytes[position + i])) << shift_of(i, unit_size, order);
    return unit;
}

void append_unit(std::string& bytes, char32_t unit, std::size_t unit_size, ByteOrder order) {
    for (std::size_t i = 0; i < unit_size; ++i)
        bytes.push_back(static_cast<char>(unit >> shift_of(i, unit_size, order)));
}

StreamOrder::StreamOrder(std::string_view encoding, std::size_t unit_size) : m_unit_size(unit_size) {
    const std::string_view end = encoding.substr(encoding.size() - 3);
    m_is_marked = end != "_le" && end != "_be";
    if (!m_is_marked)
        m_value = end == "_le" ? ByteOrder::little : ByteOrder::big;
}

std::size_t StreamOrder::read_mark(std::string_view bytes) {
    if (!m_is_marked || m_was_read || bytes.size() < m_unit_size)
        return 0;
    m_was_read = true;
    for (const ByteOrder order : {ByteOrder::little, ByteOrder::big})
        if (unit_at(bytes, 0, m_unit_size, order) == byte_order_mark) {
            m_value = order;
            return m_unit_size;
        }
    return 0;
}

} // namespace codecs
} // namespace v1
} // namespace subprocess
