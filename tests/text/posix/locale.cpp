// The locale's encoding, and encodings that only Windows has.
#include "codecs/decoder.hpp"
#include "codecs/encoder.hpp"
#include "support/posix/helpers.hpp"

#include <subprocess/error.hpp>

#include <cstdlib>

using namespace tests;
using namespace subprocess;
namespace codecs = subprocess::detail::codecs;

TEST_CASE_METHOD(Census, "the encoding locale is that of the environment's locale", "[py-203][system-text]") {
    const auto in = [](const char* locale) {
        return in_fork([locale] {
            ::setenv("LC_ALL", locale, 1);
            std::string bytes;
            codecs::Encoder("locale", "replace").encode("\xC3\xA9", bytes);
            return bytes;
        });
    };
    CHECK(in("C") == "?");
    CHECK(in("C.UTF-8") == "\xC3\xA9");
    CHECK(in("no such locale") == "?");
}

TEST_CASE("Windows code pages are unknown on POSIX", "[py-242]") {
    const std::string name = GENERATE("mbcs", "ansi", "oem", "cp10000");
    CHECK(text_of<LookupError>([&] { codecs::Decoder(name, "strict"); }) == "unknown encoding: " + name);
}
