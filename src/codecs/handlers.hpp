// The error handlers: they replace bytes that cannot be decoded, and characters that cannot be encoded.
#pragma once

#include "codec.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

/// \throws LookupError if there is no such handler, ValueError if it only handles encoding
void require_decoding_handler(std::string_view handler);

/// Handles the first `invalid` of `bytes`, and may look at the bytes after them. Appends their replacement.
/// \return the number of bytes handled; 0 if the handler refuses or does not exist
std::size_t handle_undecodable(std::string_view handler, const Codec& codec, std::string_view bytes,
                               std::size_t invalid, std::string& characters);

/// Appends to `bytes` the replacement of these characters, none of which the codec can encode.
/// \return the size of the characters handled; 0 if the handler refuses \throws LookupError for an unknown handler
std::size_t handle_unencodable(std::string_view handler, Codec& codec, std::string_view characters, std::string& bytes);

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
