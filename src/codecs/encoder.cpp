#include "encoder.hpp"

#include <subprocess/error.hpp>

#include "characters.hpp"
#include "codec.hpp"
#include "handlers.hpp"
#include "newlines.hpp"

#include <cstddef>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

Encoder::Encoder(const std::string& encoding, std::string errors, std::string_view line_end)
    : m_codec(open_codec(encoding)), m_errors(std::move(errors)), m_line_end(line_end) {}

void Encoder::encode(std::string_view characters, std::string& bytes) {
    if (!std::exchange(m_has_begun, true))
        m_codec->begin(bytes);
    const std::size_t before = bytes.size();
    try {
        if (m_line_end == "\n")
            encode_all(characters, bytes);
        else
            encode_all(with_line_ends(characters, m_line_end), bytes);
    } catch (...) {
        bytes.resize(before);
        throw;
    }
}

void Encoder::encode_all(std::string_view characters, std::string& bytes) {
    std::string_view rest = characters;
    for (;;) {
        const Step step = m_codec->encode(rest, bytes);
        rest.remove_prefix(step.taken);
        if (step.invalid == 0)
            return;
        const std::string_view wrong = rest.substr(0, step.invalid);
        const std::size_t handled = handle_unencodable(m_errors, *m_codec, wrong, bytes);
        if (handled == 0) {
            const std::size_t start = count_characters(characters.substr(0, characters.size() - rest.size()));
            throw UnicodeEncodeError(m_codec->name_in_encoding(), first_character(wrong).value, start,
                                     start + count_characters(wrong), step.reason);
        }
        rest.remove_prefix(handled);
    }
}

void Encoder::finish(std::string& bytes) {
    if (std::exchange(m_has_begun, false))
        m_codec->end(bytes);
}

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
