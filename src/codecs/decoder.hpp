// The text of a stream that is read: one decoder serves reads of any size, and whatever communicate() collects.
#pragma once

#include "codec.hpp"
#include "newlines.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

class Decoder {
public:
    /// \throws LookupError for an unknown encoding; an unknown handler is found when it is needed
    Decoder(const std::string& encoding, std::string errors);

    /// Decodes the bytes that were read into `characters` from `position` on, as far as it goes: their text, with every
    /// line end as \n, takes their place. What is left of them waits for more.
    ///
    /// An error is thrown when nothing stands before it any more: the text up to it comes first, and after that each
    /// call throws the same error. So what a reader sees does not depend on how the bytes came.
    /// \throws UnicodeDecodeError, LookupError
    void decode(std::size_t position, bool at_end, std::string& characters);

    /// Whether the next decode() throws, whatever is read before.
    bool is_stuck() const { return m_is_stuck; }

    /// The bytes that wait for more, which may be appended.
    std::string& waiting() { return m_waiting; }
    const std::string& waiting() const { return m_waiting; }

    /// The text of all that waits, after which there is no more. \throws UnicodeDecodeError, LookupError
    std::string decode_rest();

    /// Whether a \r was taken from the input that may be half of a line end.
    bool is_holding_return() const { return m_newlines.is_holding(); }

private:
    /// \return false when the handler refused what the input begins with now; `step` says what that is
    bool decode_input(std::string& characters, Step& step);
    [[noreturn]] void fail(const Step& step) const;

    std::unique_ptr<Codec> m_codec;
    std::string m_errors;
    std::string m_waiting;
    std::size_t m_position = 0; ///< of m_waiting in the stream
    UniversalNewlines m_newlines;
    bool m_is_stuck = false;
    bool m_is_at_end = false;
};

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
