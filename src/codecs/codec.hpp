// An encoding: bytes to characters and back, one piece after the other.
#pragma once

#include "characters.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

/// How far a codec came.
struct Step {
    std::size_t taken;       ///< bytes of the input that were converted
    std::size_t invalid = 0; ///< so many after them cannot be; 0: none are left, or what is left waits for more
    const char* reason = nullptr;
};

/// One instance serves one stream in one direction: it remembers a byte order, or a shift state.
///
/// A codec stops at the first thing that is wrong; what then happens is the error handler's business. What is wrong
/// must not depend on how the bytes came in pieces: a codec waits until it knows.
class Codec {
public:
    Codec() = default;
    Codec(const Codec&) = delete;
    Codec& operator=(const Codec&) = delete;
    virtual ~Codec() = default;

    /// The names that Python's exceptions have.
    virtual const char* name_in_decoding() const = 0;
    virtual const char* name_in_encoding() const { return name_in_decoding(); }

    /// Decodes the front of `bytes` and appends. `at_end`: there will be no more.
    virtual Step decode(std::string_view bytes, bool at_end, std::string& characters) = 0;
    /// Encodes the front of `characters` and appends.
    virtual Step encode(std::string_view characters, std::string& bytes) = 0;

    /// What stands before encoded text, and after it: a byte order mark, the way back to the initial shift state.
    virtual void begin(std::string&) {}
    virtual void end(std::string&) {}

    /// How many bytes at the front decoding, or encoding, would leave as they are.
    virtual std::size_t left_as_is(std::string_view) const { return 0; }

    /// For the handler surrogatepass: the surrogate that `bytes` begin with (of length 0 when there is none), and back.
    virtual Character encoded_surrogate(std::string_view) const { return {}; }
    virtual bool append_surrogate(std::string&, char32_t) const { return false; }

    /// Bytes that a handler puts into encoded text must be a multiple of this.
    virtual std::size_t unit() const { return 1; }

    /// Whether the handler surrogateescape may deal with the first of several wrong characters when it has to refuse a
    /// later one. Python's charmap codecs take all or none, which shows in the positions of errors.
    virtual bool unescapes_one_by_one() const { return true; }

    /// How many of the bytes decoded so far Python does not count in the positions of errors.
    virtual std::size_t uncounted() const { return 0; }
};

/// By any name that Python knows. \throws LookupError
std::unique_ptr<Codec> open_codec(const std::string& name);

/// The kinds of codecs, by the names of Python's modules; null when it is none of that kind.
std::unique_ptr<Codec> open_utf8(std::string_view name);
std::unique_ptr<Codec> open_utf16(std::string_view name);
std::unique_ptr<Codec> open_utf32(std::string_view name);
std::unique_ptr<Codec> open_ascii_or_latin1(std::string_view name);
std::unique_ptr<Codec> open_single_byte(std::string_view name);
std::unique_ptr<Codec> open_multi_byte(std::string_view name);

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
