// The interface of an encoding: it converts bytes to characters and back, piece by piece.
#pragma once

#include "characters.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

/// The result of one conversion step.
struct Step {
    std::size_t taken;       ///< bytes of the input that were converted
    std::size_t invalid = 0; ///< how many bytes after those are invalid; 0: none are left, or the rest is incomplete
    const char* reason = nullptr;
};

/// One instance serves one stream in one direction, because it remembers a byte order or a shift state.
///
/// A codec stops at the first error and leaves it to the error handler. The errors it reports must not depend on how
/// the input is split into pieces: where it cannot decide yet, a codec waits for more.
class Codec {
public:
    Codec() = default;
    Codec(const Codec&) = delete;
    Codec& operator=(const Codec&) = delete;
    virtual ~Codec() = default;

    /// The names in Python's exceptions.
    virtual const char* name_in_decoding() const = 0;
    virtual const char* name_in_encoding() const { return name_in_decoding(); }

    /// Decodes as much of the front of `bytes` as it can and appends the characters. `at_end`: no more will follow.
    virtual Step decode(std::string_view bytes, bool at_end, std::string& characters) = 0;
    /// Encodes as much of the front of `characters` as it can and appends the bytes.
    virtual Step encode(std::string_view characters, std::string& bytes) = 0;

    /// Append what encoded text begins and ends with: a byte order mark, the return to the initial shift state.
    virtual void begin(std::string&) {}
    virtual void end(std::string&) {}

    /// The size of the prefix that both decoding and encoding leave unchanged.
    virtual std::size_t left_as_is(std::string_view) const { return 0; }

    /// For the handler surrogatepass: decodes the surrogate at the front of `bytes` (length 0 if there is none), and
    /// encodes one.
    virtual Character encoded_surrogate(std::string_view) const { return {}; }
    virtual bool append_surrogate(std::string&, char32_t) const { return false; }

    /// The number of bytes that a handler puts into encoded text must be a multiple of this.
    virtual std::size_t unit() const { return 1; }

    /// True if the handler surrogateescape may handle the first of several wrong characters although it must refuse a
    /// later one. With Python's charmap codecs it handles all or none, which shows in the positions of errors.
    virtual bool unescapes_one_by_one() const { return true; }

    /// The number of bytes decoded so far that Python does not count in the positions of errors.
    virtual std::size_t uncounted() const { return 0; }
};

/// Accepts every name that Python knows. \throws LookupError
std::unique_ptr<Codec> open_codec(const std::string& name);

/// Open one kind of codec, by the name of Python's module. \return nullptr if `name` is not of that kind
std::unique_ptr<Codec> open_utf8(std::string_view name);
std::unique_ptr<Codec> open_utf16(std::string_view name);
std::unique_ptr<Codec> open_utf32(std::string_view name);
std::unique_ptr<Codec> open_ascii_or_latin1(std::string_view name);
std::unique_ptr<Codec> open_single_byte(std::string_view name);
std::unique_ptr<Codec> open_multi_byte(std::string_view name);

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
