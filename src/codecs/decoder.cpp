#include "decoder.hpp"

#include <subprocess/error.hpp>

#include "codec.hpp"
#include "handlers.hpp"
#include "newlines.hpp"

#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

Decoder::Decoder(const std::string& encoding, std::string errors)
    : m_codec(open_codec(encoding)), m_errors(std::move(errors)) {}

void Decoder::decode(std::size_t position, bool at_end, std::string& characters) {
    m_is_at_end |= at_end;
    characters.insert(position, m_waiting);
    const std::size_t text_size = m_codec->left_as_is(std::string_view(characters).substr(position));
    m_waiting.assign(characters, position + text_size);
    characters.resize(position + text_size);
    m_position += text_size;

    Step step{0};
    const bool is_refused = !decode_input(characters, step);
    const bool has_more_text = characters.size() > position || m_newlines.is_holding();
    m_newlines.translate(characters, position, m_is_at_end || is_refused);
    m_is_stuck = is_refused;
    if (is_refused && !has_more_text)
        fail(step);
}

bool Decoder::decode_input(std::string& characters, Step& step) {
    std::string_view rest = m_waiting;
    const auto take = [&](std::size_t size) {
        rest.remove_prefix(size);
        m_position += size;
    };
    bool is_refused = false;
    do {
        step = m_codec->decode(rest, m_is_at_end, characters);
        take(step.taken);
        if (step.invalid == 0)
            break;
        const std::size_t handled = handle_undecodable(m_errors, *m_codec, rest, step.invalid, characters);
        take(handled);
        is_refused = handled == 0;
    } while (!is_refused);
    m_waiting.erase(0, m_waiting.size() - rest.size());
    return !is_refused;
}

void Decoder::fail(const Step& step) const {
    require_decoding_handler(m_errors); // an unknown handler refuses everything; report it instead
    const std::size_t start = m_position - m_codec->uncounted();
    throw UnicodeDecodeError(m_codec->name_in_decoding(), static_cast<unsigned char>(m_waiting.front()), start,
                             start + step.invalid, step.reason);
}

std::string Decoder::decode_rest() {
    std::string characters = std::exchange(m_waiting, {});
    constexpr bool at_end = true;
    decode(0, at_end, characters);
    if (m_is_stuck)
        decode(characters.size(), at_end, characters);
    return characters;
}

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
