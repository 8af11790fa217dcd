// The text of a stream that is read: one decoder serves reads of any size, and whatever communicate() collects.
#pragma once

#include "codec.hpp"
#include "newlines.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace codecs {

class Decoder {
public:
    /// \throws LookupError for an unknown encoding; an unknown handler is found when it is needed
    Decoder(const std::string& encoding, std::string errors);

    /// The bytes that are still to be decoded. Append what was read, and decode().
    std::string& input() { return m_input; }

    /// Decodes as far as it goes and appends, every line end as \n. What is left of the input waits for more.
    ///
    /// An error is thrown when nothing stands before it any more: the text up to it comes first, and after that each
    /// call throws the same error. So what a reader sees does not depend on how the bytes came. \throws
    /// UnicodeDecodeError, LookupError
    void decode(bool at_end, std::string& characters);

    /// Decodes the bytes that were read into `characters` from `position` on, where they stay if they are text already.
    void decode_from(std::size_t position, bool at_end, std::string& characters);

    /// Whether the next decode() throws, whatever is read before.
    bool is_stuck() const { return m_is_stuck; }

    /// The text of all the input, after which there is no more. \throws UnicodeDecodeError, LookupError
    std::string decode_rest();

    /// Whether a \r was taken from the input that may be half of a line end.
    bool is_holding_return() const { return m_newlines.is_holding(); }

private:
    /// \return false when the handler refused what the input begins with now; `step` says what that is
    bool decode_input(std::string& characters, Step& step);
    bool is_text_already(std::string_view bytes) const;
    [[noreturn]] void fail(const Step& step) const;

    std::unique_ptr<Codec> m_codec;
    std::string m_errors;
    std::string m_input;
    std::size_t m_position = 0; ///< of m_input in the stream
    UniversalNewlines m_newlines;
    bool m_is_stuck = false;
    bool m_is_at_end = false;
};

} // namespace codecs
} // namespace v1
} // namespace subprocess
