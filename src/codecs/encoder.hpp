// Encodes the text of a stream that we write.
#pragma once

#include "codec.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

class Encoder {
public:
    /// \param line_end a literal that is written for \n
    /// \throws LookupError for an unknown encoding. An unknown handler is reported when it is needed.
    Encoder(const std::string& encoding, std::string errors, std::string_view line_end = "\n");

    /// Appends the encoded text; the first call puts the encoding's byte order mark, if any, before it.
    /// \throws UnicodeEncodeError, LookupError; nothing of the text was appended then
    void encode(std::string_view characters, std::string& bytes);

    /// Appends what the encoding ends a text with, if any text was encoded.
    void finish(std::string& bytes);

    /// True if the text, encoded alone, would give the same bytes. (Even an empty text can begin with a mark.)
    bool leaves_as_is(std::string_view characters) const {
        return !characters.empty() && m_codec->left_as_is(characters) == characters.size() &&
               (m_line_end == "\n" || characters.find('\n') == characters.npos);
    }

private:
    void encode_all(std::string_view characters, std::string& bytes);

    std::unique_ptr<Codec> m_codec;
    std::string m_errors;
    std::string_view m_line_end;
    bool m_has_begun = false;
};

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
