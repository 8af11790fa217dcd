// Compares a decoder that gets the input in pieces with one that gets it at once. ENCODING names this target's
// encoding; empty means any code page.
#include "codecs/decoder.hpp"
#include "codecs/encoder.hpp"
#include "codecs/single_byte_tables.hpp"
#include "subject.hpp"

#include <subprocess/error.hpp>

#include <algorithm>
#include <exception>
#include <iterator>

using namespace subprocess;
namespace codecs = subprocess::detail::codecs;

namespace {

std::string encoding_of(fuzz::Subject& subject) {
    const std::string name = ENCODING;
    return name.empty() ? codecs::single_byte_tables[subject.choice(codecs::single_byte_table_count)].name : name;
}

/// Decodes in pieces of `size` bytes. \return the text up to the end or the first error, followed by the error
std::string decoded(codecs::Decoder decoder, const std::string& bytes, std::size_t size) {
    std::string text;
    try {
        for (std::size_t i = 0; i < bytes.size(); i += size) {
            const std::size_t before = text.size();
            text.append(bytes, i, size);
            decoder.decode(before, false, text);
        }
        decoder.decode(text.size(), true, text);
        decoder.decode(text.size(), true, text);
    } catch (const std::exception& error) { // also for an unknown handler
        text += std::string(" !") + error.what();
    }
    return text;
}

std::string whole_text(const std::string& encoding, const std::string& bytes) {
    codecs::Decoder decoder(encoding, "strict");
    decoder.waiting() = bytes;
    return decoder.decode_rest();
}

/// Checks that strictly decoded text encodes to bytes that decode to the same text.
void check_way_back(const std::string& encoding, const std::string& bytes) {
    codecs::Encoder encoder(encoding, "strict");
    std::string text, encoded;
    try {
        text = whole_text(encoding, bytes);
    } catch (const UnicodeDecodeError&) {
        return;
    }
    encoder.encode(text, encoded);
    encoder.finish(encoded);
    if (const std::string back = whole_text(encoding, encoded); back != text)
        fuzz::fail("there and back", text, back);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Subject subject(data, size);
    const char* handler = fuzz::handlers[subject.choice(std::size(fuzz::handlers))];
    const std::size_t piece = 1 + subject.choice(8);
    const std::string encoding = encoding_of(subject);
    const std::string bytes = subject.rest();

    const std::string whole =
        decoded(codecs::Decoder(encoding, handler), bytes, std::max<std::size_t>(bytes.size(), 1));
    const std::string pieces = decoded(codecs::Decoder(encoding, handler), bytes, piece);
    if (pieces != whole)
        fuzz::fail("pieces and whole", whole, pieces);
    check_way_back(encoding, bytes);
    return 0;
}
