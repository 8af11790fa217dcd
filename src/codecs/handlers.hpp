// The error handlers: what is done about bytes that do not decode, and characters that do not encode.
#pragma once

#include "codec.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

/// \throws LookupError when there is no such handler, ValueError when it is for encoding alone
void require_decoding_handler(std::string_view handler);

/// Deals with the first `invalid` of the bytes, and may look at those after them. Appends what takes their place.
/// \return how many were dealt with; 0 when the handler refuses, or when there is none
std::size_t handle_undecodable(std::string_view handler, const Codec& codec, std::string_view bytes,
                               std::size_t invalid, std::string& characters);

/// Appends to `bytes` what takes the place of these characters, none of which the codec has.
/// \return the size of those that were dealt with; 0 when the handler refuses \throws LookupError for an unknown
/// handler
std::size_t handle_unencodable(std::string_view handler, Codec& codec, std::string_view characters, std::string& bytes);

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
