// Names of encodings, error handlers, and our representation of text.
#include "codecs/newlines.hpp"
#include "support/catch.hpp"
#include "support/helpers.hpp"
#include "text/conversions.hpp"

#include <subprocess/error.hpp>

using namespace tests;
using namespace subprocess;
namespace codecs = subprocess::detail::codecs;
using namespace std::string_literals;

TEST_CASE("encodings have Python's names, in any spelling", "[py-203]") {
    const auto [name, bytes] = GENERATE(Catch::Generators::table<std::string, std::string>({
        {"utf-8", "\xC3\xA9"},
        {"UTF8", "\xC3\xA9"},
        {"u8", "\xC3\xA9"},
        {"cp65001", "\xC3\xA9"},
        {"latin-1", "\xE9"},
        {"ISO-8859-1", "\xE9"},
        {"l1", "\xE9"},
        {"iso8859_1", "\xE9"},
        {"Windows 1252", "\xE9"},
        {"windows--1252", "\xE9"},
        {"cp1252", "\xE9"},
        {"1252", "\xE9"},
        {"IBM437", "\x82"},
        {"Mac Roman", "\x8E"},
        {"macintosh", "\x8E"},
        {"iso_8859-15", "\xE9"},
        {"UTF-16LE", "\xE9\0"s},
        {"utf_16.be", "\0\xE9"s},
    }));
    CHECK(encoded("\xC3\xA9", name) == bytes);
}

TEST_CASE("an unknown encoding throws LookupError", "[py-22]") {
    const char* name = GENERATE("", "no such", "utf-88", "hex", "rot13", "undefined", // Python refuses these, too
                                "utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "charmap");
    CHECK(text_of<LookupError>([&] { codecs::Decoder(name, "strict"); }) == "unknown encoding: "s + name);
}

TEST_CASE("an unknown error handler is reported when it is needed", "[py-210]") {
    CHECK(decoded("fine", "utf-8", "no such") == "fine");
    CHECK(encoded("fine", "ascii", "no such") == "fine");
    const auto expected = "unknown error handler name 'no such'";
    CHECK(text_of<LookupError>([] { decoded("\xFF", "utf-8", "no such"); }) == expected);
    CHECK(text_of<LookupError>([] { encoded("\xC3\xA9", "ascii", "no such"); }) == expected);
    CHECK_THROWS_AS(encoded("\xC3\xA9", "ascii", "namereplace"), LookupError);
    CHECK_THROWS_AS(decoded("\xFF", "utf-8", "xmlcharrefreplace"), ValueError);
}

TEST_CASE("codec errors match Python's", "[py-165]") {
    const auto error = thrown<UnicodeDecodeError>([] { decoded("ab\xE2\x82(", "utf-8"); });
    CHECK(error.encoding == "utf-8");
    CHECK(error.start == 2);
    CHECK(error.end == 4);
    CHECK(error.reason == "invalid continuation byte");
    CHECK(error.what() == "'utf-8' codec can't decode bytes in position 2-3: invalid continuation byte"s);

    const auto other = thrown<UnicodeEncodeError>([] { encoded("\xE2\x82\xAC\xE2\x82\xAC\xC3\xA9!", "cp437"); });
    CHECK(other.encoding == "charmap");
    CHECK(other.start == 0);
    CHECK(other.end == 2);
    CHECK(other.what() == "'charmap' codec can't encode characters in position 0-1: character maps to <undefined>"s);
    CHECK(text_of<UnicodeEncodeError>([] { encoded("x\xF0\x9F\x98\x80", "latin-1"); }) ==
          "'latin-1' codec can't encode character '\\U0001f600' in position 1: ordinal not in range(256)");
}

namespace {

void check_that_bytes_survive(const char* codec) {
    std::string all;
    for (int byte = 0; byte < 256; ++byte)
        if (byte != '\r')
            all += static_cast<char>(byte);
    CHECK(encoded(decoded(all, codec, "surrogateescape"), codec, "surrogateescape") == all);
}

} // namespace

TEST_CASE("all bytes survive surrogateescape, as three-byte surrogates", "[py-210]") {
    check_that_bytes_survive(GENERATE("utf-8", "ascii", "cp1252", "latin-1"));
    CHECK(decoded("\xFF", "utf-8", "surrogateescape") == "\xED\xB3\xBF"); // U+DCFF
}

TEST_CASE("all bytes survive surrogateescape in a system encoding", "[py-210][system-text]") {
    check_that_bytes_survive("gbk");
}

TEST_CASE("an invalid UTF-8 byte in a string counts as its escape surrogate", "[py-210]") {
    CHECK(encoded("a\xFF", "utf-8", "surrogateescape") == "a\xFF");
    CHECK(encoded("a\xFF", "ascii", "backslashreplace") == "a\\udcff");
    CHECK(text_of<UnicodeEncodeError>([] { encoded("a\xFF", "utf-8"); }) ==
          "'utf-8' codec can't encode character '\\udcff' in position 1: surrogates not allowed");
}

TEST_CASE("NUL is an ordinary character", "[py-164]") {
    CHECK(decoded("a\0b"s, "utf-8") == "a\0b"s);
    CHECK(encoded("a\0"s, "utf-16-be") == "\0a\0\0"s);
}

TEST_CASE("a byte order mark is written once and read once", "[py-209]") {
    const auto codec = GENERATE("utf-8-sig", "utf-16", "utf-32");
    codecs::Encoder encoder(codec, "strict");
    std::string bytes;
    encoder.encode("a", bytes);
    encoder.encode("\xEF\xBB\xBF"
                   "b",
                   bytes);
    CHECK(decoded(bytes, codec) == "a\xEF\xBB\xBF"
                                   "b");
}

TEST_CASE("text that cannot be encoded is not sent, not even partly", "[py-206]") {
    codecs::Encoder encoder("utf-16-le", "strict");
    std::string bytes;
    encoder.encode("a", bytes);
    CHECK_THROWS_AS(encoder.encode("b\xED\xA0\x80", bytes), UnicodeEncodeError);
    CHECK(bytes == "a\0"s);
}

TEST_CASE("text is written with the platform's line ends", "[py-208]") {
    CHECK(codecs::with_line_ends("a\n\nb\r\n", "\r\n") == "a\r\n\r\nb\r\r\n");
    CHECK(codecs::with_line_ends("a\n", "\n") == "a\n");
}

TEST_CASE("every line end is read as one newline", "[py-164][py-207]") {
    CHECK(decoded("a\nb\r\nc\rd", "utf-8") == "a\nb\nc\nd");
    CHECK(decoded("\r\r\n\n\r", "utf-8") == "\n\n\n\n");
    CHECK(decoded("a\r\0"s, "utf-8") == "a\n\0"s);
    CHECK(decoded("\r\0\r\0\n\0"s, "utf-16-le") == "\n\n");
}
