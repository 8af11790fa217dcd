// Units of two and four bytes, for UTF-16 and UTF-32.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace codecs {

enum class ByteOrder { little, big };

ByteOrder native_order();

char32_t unit_at(std::string_view bytes, std::size_t position, std::size_t unit_size, ByteOrder order);
void append_unit(std::string& bytes, char32_t unit, std::size_t unit_size, ByteOrder order);

inline constexpr char32_t byte_order_mark = 0xFEFF;

/// The byte order of a stream, which may begin with a mark that tells it.
class StreamOrder {
public:
    /// By the end of the encoding's name, `_le` or `_be`; without one, a mark is looked for, and written.
    StreamOrder(std::string_view encoding, std::size_t unit_size);

    bool is_marked() const { return m_is_marked; }
    ByteOrder value() const { return m_value; }

    /// Looks for the mark, once. \return its size, 0 when there is none
    std::size_t read_mark(std::string_view bytes);
    /// Whether read_mark() needs more bytes than these.
    bool is_waiting(std::string_view bytes) const { return m_is_marked && !m_was_read && bytes.size() < m_unit_size; }

private:
    std::size_t m_unit_size;
    bool m_is_marked = true;
    bool m_was_read = false;
    ByteOrder m_value = native_order();
};

} // namespace codecs
} // namespace v1
} // namespace subprocess
