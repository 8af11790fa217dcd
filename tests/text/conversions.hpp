// Decodes and encodes whole strings.
#pragma once

#include "codecs/decoder.hpp"
#include "codecs/encoder.hpp"

#include <string>

namespace tests {

inline std::string decoded(const std::string& bytes, const std::string& codec, const std::string& handler = "strict") {
    subprocess::detail::codecs::Decoder decoder(codec, handler);
    decoder.waiting() = bytes;
    return decoder.decode_rest();
}

inline std::string encoded(const std::string& characters, const std::string& codec,
                           const std::string& handler = "strict") {
    subprocess::detail::codecs::Encoder encoder(codec, handler);
    std::string bytes;
    encoder.encode(characters, bytes);
    encoder.finish(bytes);
    return bytes;
}

} // namespace tests
