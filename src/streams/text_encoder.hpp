// What encodes the text that goes to a child.
#pragma once

#include <subprocess/reader.hpp>

#include "codecs/encoder.hpp"
#include "os/converter.hpp"

#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// \throws LookupError for an unknown encoding
inline codecs::Encoder encoder_of(const StreamSettings& settings) {
    return codecs::Encoder(settings.encoding, settings.errors, settings.is_typed ? "\n" : os::line_end());
}

} // namespace detail
} // namespace v1
} // namespace subprocess
