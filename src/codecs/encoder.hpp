// The text of a stream that is written.
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
    /// \throws LookupError for an unknown encoding; an unknown handler is found when it is needed
    Encoder(const std::string& encoding, std::string errors);

    /// Appends the text, and before the first one the byte order mark, if the encoding has one.
    /// \throws UnicodeEncodeError, LookupError; of the text nothing was appended then
    void encode(std::string_view characters, std::string& bytes);

    /// Appends what ends the text, if any was encoded.
    void finish(std::string& bytes);

    /// Whether encoding the text, and nothing after it, would give the same bytes. (Also an empty one may have a mark.)
    bool leaves_as_is(std::string_view characters) const {
        return !characters.empty() && m_codec->left_as_is(characters) == characters.size();
    }

private:
    void encode_all(std::string_view characters, std::string& bytes);

    std::unique_ptr<Codec> m_codec;
    std::string m_errors;
    bool m_has_begun = false;
};

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
