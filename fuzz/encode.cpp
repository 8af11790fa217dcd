// Encodes any string with any built-in codec: one call must write the same bytes as several calls.
#include "codecs/encoder.hpp"
#include "subject.hpp"

#include <exception>
#include <iterator>
#include <string>

using namespace subprocess;
namespace codecs = subprocess::detail::codecs;

namespace {

constexpr const char* encodings[] = {"utf-8",  "utf-8-sig", "utf-16",    "utf-16-le", "utf-16-be",
                                     "utf-32", "utf-32-le", "utf-32-be", "ascii",     "latin-1",
                                     "cp1252", "cp037",     "cp437",     "mac-arabic"};

/// Encodes up to `cut`, and then the rest. \return the bytes; of an error only that there was one, because each call
/// counts positions on its own
std::string encoded(const std::string& encoding, const char* handler, std::string_view text, std::size_t cut) {
    codecs::Encoder encoder(encoding, handler);
    std::string bytes;
    try {
        encoder.encode(text.substr(0, cut), bytes);
        if (cut < text.size())
            encoder.encode(text.substr(cut), bytes);
        encoder.finish(bytes);
    } catch (const std::exception&) {
        return "an error";
    }
    return bytes;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Subject subject(data, size);
    const char* handler = fuzz::handlers[subject.choice(std::size(fuzz::handlers))];
    const char* encoding = encodings[subject.choice(std::size(encodings))];
    std::size_t characters = subject.choice(8);
    const std::string text = subject.rest();
    const std::size_t cut = codecs::size_of_characters(text, characters);

    const std::string whole = encoded(encoding, handler, text, text.size());
    const std::string parts = encoded(encoding, handler, text, cut);
    if (parts != whole)
        fuzz::fail("parts and whole", whole, parts);
    return 0;
}
