#include "pieces.hpp"

#include "codecs/characters.hpp"
#include "text_encoder.hpp"

#include <algorithm>
#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

constexpr std::size_t size_of_character(unsigned char first) {
    return first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
}

/// The size of what a UTF-8 text ends with if its last character is incomplete; otherwise 0.
std::size_t size_of_cut(std::string_view characters) {
    constexpr std::size_t longest = 4;
    for (std::size_t size = 1; size < std::min(longest, characters.size() + 1); ++size) {
        const unsigned char byte = codecs::byte_at(characters, characters.size() - size);
        if (!codecs::is_continuation(byte))
            return size_of_character(byte) > size ? size : 0;
    }
    return 0;
}

} // namespace

Pieces::Pieces(const StreamSettings& settings) {
    if (settings.text)
        m_encoder.emplace(encoder_of(settings));
}

std::string_view Pieces::next() {
    while (m_piece.empty() && !m_is_at_end) {
        m_piece = next_piece();
        m_is_at_end = m_piece.empty();
        if (m_encoder)
            encode(*m_encoder, m_piece);
    }
    return m_piece;
}

void Pieces::encode(codecs::Encoder& encoder, std::string_view piece) {
    m_piece = {};
    m_bytes.clear();
    m_cut += piece;
    const std::size_t size = m_cut.size() - (m_is_at_end ? 0 : size_of_cut(m_cut));
    if (size > 0)
        encoder.encode(std::string_view(m_cut).substr(0, size), m_bytes);
    m_cut.erase(0, size);
    if (m_is_at_end)
        encoder.finish(m_bytes);
    m_piece = m_bytes;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
