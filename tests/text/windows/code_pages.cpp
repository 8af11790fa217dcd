// Windows code pages, by number and by role.
#include "support/helpers.hpp"
#include "support/windows/windows.hpp"
#include "text/conversions.hpp"

#include <subprocess/error.hpp>

using namespace tests;
using namespace subprocess;
namespace codecs = subprocess::detail::codecs;
using namespace std::string_literals;

namespace {

std::string named_page(UINT number) {
    return "cp" + std::to_string(number);
}

const std::string kana = "\xE3\x81\x82"; // U+3042

} // namespace

TEST_CASE("ansi, mbcs, oem and locale are the code pages that the system has set", "[py-203][py-242]") {
    CHECK(encoded("a\xC3\xA9", "mbcs", "replace") == encoded("a\xC3\xA9", named_page(::GetACP()), "replace"));
    CHECK(encoded("a\xC3\xA9", "locale", "replace") == encoded("a\xC3\xA9", named_page(::GetACP()), "replace"));
    CHECK(encoded("a\xC3\xA9", "OEM", "replace") == encoded("a\xC3\xA9", named_page(::GetOEMCP()), "replace"));
    CHECK(encoded("a\xC3\xA9", "ansi") == encoded("a\xC3\xA9", "mbcs"));
    for (const char* name : {"mbcs", "ansi", "oem"})
        CHECK(decoded("plain\r\n", name) == "plain\n");
}

TEST_CASE("every code page is known by its number", "[py-242]") {
    CHECK(encoded("\xC3\xA9", "cp10000") == "\x8E");
    CHECK(decoded("\x8E", "CP10000") == "\xC3\xA9");
    CHECK(encoded("\xC3\xA9", "cp65001") == "\xC3\xA9");
    const std::string name = GENERATE("cp", "cp0", "cp1", "cp99999", "cp123456789", "cpx", "oem2");
    CHECK(text_of<LookupError>([&] { codecs::Decoder(name, "strict"); }) == "unknown encoding: " + name);
}

TEST_CASE("the encodings of East Asia are code pages", "[py-209]") {
    const auto [codec, text, bytes] = GENERATE(Catch::Generators::table<std::string, std::string, std::string>({
        {"shift_jis", kana, "\x82\xA0"},
        {"cp932", kana, "\x82\xA0"},
        {"euc_jp", kana, "\xA4\xA2"},
        {"gbk", "\xE6\xB1\x89", "\xBA\xBA"},
        {"gb2312", "\xE6\xB1\x89", "\xBA\xBA"},
        {"euc_kr", "\xED\x95\x9C", "\xC7\xD1"},
        {"big5", "\xE6\xBC\xA2", "\xBA\x7E"},
    }));
    CAPTURE(codec);
    CHECK(encoded("a" + text + "b", codec) == "a" + bytes + "b");
    CHECK(decoded("a" + bytes + "b", codec) == "a" + text + "b");
}

TEST_CASE("a character of a code page can arrive in pieces", "[py-207]") {
    codecs::Decoder decoder("shift_jis", "strict");
    std::string text;
    for (const char byte : "a\x82\xA0\x82\xA2"s) {
        text += byte;
        decoder.decode(text.size() - 1, false, text);
    }
    CHECK(text == "a" + kana + "\xE3\x81\x84");
    CHECK(text_of<UnicodeDecodeError>([] { decoded("a\x82", "shift_jis"); }) ==
          "'shift_jis' codec can't decode byte 0x82 in position 1: incomplete multibyte sequence");
}

TEST_CASE("characters missing from a code page go to the error handler", "[py-210]") {
    CHECK(decoded("a\x82\x01z", "cp932", "replace") == "a\xEF\xBF\xBD\x01z");
    CHECK(decoded("a\xFFz", "cp949", "surrogateescape") == "a\xED\xB3\xBFz");
    CHECK(encoded("a\xED\xB3\xBFz", "cp949", "surrogateescape") == "a\xFFz");
    CHECK(encoded("a\xE2\x82\xACz", "shift_jis", "backslashreplace") == "a\\u20acz");
    CHECK(encoded("1\xF0\x9F\x98\x80", "mbcs", "replace") == "1?");
    CHECK(text_of<UnicodeEncodeError>([] { encoded("a\xE2\x82\xAC", "shift_jis"); }) ==
          "'shift_jis' codec can't encode character '\\u20ac' in position 1: illegal multibyte sequence");
}

TEST_CASE("a large text can be converted with a code page", "[py-209]") {
    std::string text, bytes;
    for (int i = 0; i < 100000; ++i) {
        text += kana + "x";
        bytes += "\x82\xA0x";
    }
    CHECK((encoded(text, "cp932") == bytes));
    CHECK((decoded(bytes, "cp932") == text));
}
