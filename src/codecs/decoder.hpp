// Decodes the text of a stream that we read, for reads of any size and for communicate().
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
    /// \throws LookupError for an unknown encoding. An unknown handler is reported when it is needed.
    Decoder(const std::string& encoding, std::string errors);

    /// Decodes in place the bytes from `position` to the end of `characters`, with every line end as \n. An incomplete
    /// rest is removed and kept for the next call.
    ///
    /// An error is thrown only after all text before it has been returned; each later call throws it again. So a
    /// reader's view does not depend on how the input was split.
    /// \throws UnicodeDecodeError, LookupError
    void decode(std::size_t position, bool at_end, std::string& characters);

    /// True if the next decode() will throw, whatever input it gets.
    bool is_stuck() const { return m_is_stuck; }

    /// The bytes not decoded yet, to which more may be appended.
    std::string& waiting() { return m_waiting; }
    const std::string& waiting() const { return m_waiting; }

    /// Decodes the waiting bytes as the end of the stream. \throws UnicodeDecodeError, LookupError
    std::string decode_rest();

    /// True if the last character taken from the input was a \r, which a \n may follow.
    bool is_holding_return() const { return m_newlines.is_holding(); }

private:
    /// \return false if the handler refused the bytes that the input now begins with; `step` describes the error
    bool decode_input(std::string& characters, Step& step);
    [[noreturn]] void fail(const Step& step) const;

    std::unique_ptr<Codec> m_codec;
    std::string m_errors;
    std::string m_waiting;
    std::size_t m_position = 0; ///< offset of m_waiting in the stream
    UniversalNewlines m_newlines;
    bool m_is_stuck = false;
    bool m_is_at_end = false;
};

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
