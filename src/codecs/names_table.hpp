// The names by which Python knows the encodings.
#pragma once

#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

struct NamedCodec {
    const char* name;  ///< normalised: lower case, with underscores
    const char* codec; ///< the name of Python's module
};

/// In the order of their names.
extern const NamedCodec named_codecs[];
extern const std::size_t named_codec_count;

/// Those that are left to the system.
extern const char* const multi_byte_codecs[];
extern const std::size_t multi_byte_codec_count;

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
