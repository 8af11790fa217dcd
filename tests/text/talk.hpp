// Children with text streams.
#pragma once

#include "support/helpers.hpp"

namespace tests {

inline const std::string euro = "\xE2\x82\xAC";
inline const std::string accented = "\xC3\xA9";

inline subprocess::Popen cat(const char* codec, int size = -1) {
    using namespace subprocess;
    return Popen(child("cat"), stdin_ = PIPE, stdout_ = PIPE, encoding = codec, bufsize = size);
}

/// A child that writes these bytes to its stdout.
inline subprocess::Popen talker(const std::string& bytes, const char* codec, const char* handler = "strict") {
    using namespace subprocess;
    return Popen(child("bytes", 1, in_hex(bytes)), stdout_ = PIPE, encoding = codec, errors = handler);
}

} // namespace tests
