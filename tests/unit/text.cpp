// Text mode: which bytes are UTF-8, and what becomes of line ends, wherever the bytes are cut.
#include "support/catch.hpp"

#include <subprocess/error.hpp>

#include "text.hpp"

using namespace subprocess;
using namespace std::string_literals;

namespace {

/// Decodes `bytes` in two pieces.
std::string decoded_in_two(const std::string& bytes, std::size_t cut) {
    std::string text;
    std::string undecoded = bytes.substr(0, cut);
    text_mode::decode(undecoded, text, false);
    undecoded += bytes.substr(cut);
    text_mode::decode(undecoded, text, true);
    return text;
}

std::string complaint_about(const std::string& bytes) {
    try {
        return "none: " + text_mode::decode(bytes);
    } catch (const UnicodeDecodeError& error) {
        return error.what();
    }
}

} // namespace

TEST_CASE("every line end becomes a newline", "[py-164][py-207]") {
    CHECK(text_mode::decode("a\nb\r\nc\rd") == "a\nb\nc\nd");
    CHECK(text_mode::decode("\r\r\n\n\r") == "\n\n\n\n");
    CHECK(text_mode::decode("") == "");
}

TEST_CASE("bytes may be cut anywhere", "[py-207]") {
    const std::string bytes = "\r\n\xc3\xa4\r\xe2\x82\xac\n\r\n\xf0\x9f\x98\x80\r";
    const std::string expected = text_mode::decode(bytes);
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut)
        CHECK(decoded_in_two(bytes, cut) == expected);
}

TEST_CASE("what is no UTF-8 is refused in Python's words", "[py-165]") {
    const auto [bytes, text] = GENERATE(Catch::Generators::table<std::string, std::string>({
        {"\xff", "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"},
        {"ab\x80", "'utf-8' codec can't decode byte 0x80 in position 2: invalid start byte"},
        {"\xc0\x80", "'utf-8' codec can't decode byte 0xc0 in position 0: invalid start byte"},
        {"\xc3(", "'utf-8' codec can't decode byte 0xc3 in position 0: invalid continuation byte"},
        {"\xe2\x82(", "'utf-8' codec can't decode bytes in position 0-1: invalid continuation byte"},
        {"\xed\xa0\x80", "'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte"},
        {"\xf4\x90\x80\x80", "'utf-8' codec can't decode byte 0xf4 in position 0: invalid continuation byte"},
        {"x\xe2", "'utf-8' codec can't decode byte 0xe2 in position 1: unexpected end of data"},
        {"x\xe2\x82", "'utf-8' codec can't decode bytes in position 1-2: unexpected end of data"},
    }));
    CHECK(complaint_about(bytes) == text);
}

TEST_CASE("the highest and lowest characters of each length are text", "[py-164]") {
    const std::string text =
        "\0\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"s;
    CHECK(text_mode::decode(text) == text);
    CHECK_NOTHROW(text_mode::require_encodable(text));
}

TEST_CASE("what is no UTF-8 cannot be encoded", "[py-164]") {
    CHECK_THROWS_AS(text_mode::require_encodable("a\xff"), UnicodeEncodeError);
    CHECK_THROWS_AS(text_mode::require_encodable("\xe2\x82"), UnicodeEncodeError);
}

TEST_CASE("the encoding is UTF-8 by any of its names", "[py-22][py-203]") {
    for (const char* name : {"utf-8", "UTF-8", "utf8", "utf_8", "U8", "cp65001"})
        CHECK_NOTHROW(text_mode::require_encoding(name));
    for (const char* name : {"no such", "", "utf-88"})
        CHECK_THROWS_AS(text_mode::require_encoding(name), LookupError);
}
