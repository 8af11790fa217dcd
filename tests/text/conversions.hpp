// Whole strings through a codec.
#pragma once

#include "text/decoder.hpp"
#include "text/encoder.hpp"

#include <string>

namespace tests {

inline std::string decoded(const std::string& bytes, const std::string& codec, const std::string& handler = "strict") {
    return subprocess::codecs::Decoder(codec, handler).decode_rest(bytes);
}

inline std::string encoded(const std::string& characters, const std::string& codec,
                           const std::string& handler = "strict") {
    subprocess::codecs::Encoder encoder(codec, handler);
    std::string bytes;
    encoder.encode(characters, bytes);
    encoder.finish(bytes);
    return bytes;
}

} // namespace tests
