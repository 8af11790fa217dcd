// Decoding in pieces: the result is the same as for the whole input, wherever it is split.
#include "codecs/decoder.hpp"
#include "support/catch.hpp"

#include <subprocess/error.hpp>

#include <string>
#include <vector>

using namespace subprocess;
namespace codecs = subprocess::detail::codecs;
using namespace std::string_literals;

namespace {

/// The text up to the end or the first error, followed by the error.
std::string decoded(const std::vector<std::string>& parts, const char* codec, const char* handler) {
    codecs::Decoder decoder(codec, handler);
    std::string text;
    try {
        for (const std::string& part : parts) {
            const std::size_t before = text.size();
            text += part;
            decoder.decode(before, false, text);
        }
        decoder.decode(text.size(), true, text);
        decoder.decode(text.size(), true, text); // throws an error that followed text
    } catch (const UnicodeDecodeError& error) {
        text += " !"s + error.what();
    }
    return text;
}

/// Checks every split into two or three parts.
void check_all_cuts(const std::string& bytes, const char* codec, const char* handler) {
    const std::string whole = decoded({bytes}, codec, handler);
    INFO(codec << ' ' << handler << ' ' << Catch::Detail::stringify(bytes));
    for (std::size_t first = 0; first <= bytes.size(); ++first)
        for (std::size_t second = first; second <= bytes.size(); ++second) {
            const std::string cut = decoded(
                {bytes.substr(0, first), bytes.substr(first, second - first), bytes.substr(second)}, codec, handler);
            if (cut != whole) // CHECK only then, because there are very many splits
                CHECK(cut == whole);
        }
}

struct Corpus {
    const char* codec;
    std::vector<std::string> strings;
};

// ASCII, characters of 2, 3 and 4 bytes, byte order marks, every line end; incomplete and invalid ones.
const std::vector<std::string> utf8 = {
    "ascii \r\n\r\rx\n\r",
    "\xC3\xA9\r\n\xE2\x82\xAC\r\xF0\x9F\x98\x80",
    "\xEF\xBB\xBF\xEF\xBB\xBF-\r\n",
    "\xEF\xBB",
    "\xEF\xBBx\xFF\xC3",
    "a\r\xE2\x82",
    "\xF0\x9F\x98",
    "\xF0\x9F(\xED\xA0\x80\xED\xA0",
    "\xC0\x80\xF4\x90\x80\x80\r",
    "ok\r\xFF\n",
    "",
};
const std::vector<std::string> utf16 = {
    "\xFF\xFE"s
    "a\0\r\0\n\0\r\0"s,
    "\xFE\xFF\0a\0\r\0\n"s,
    "\x3D\xD8\x00\xDE\xAC\x20\r\0"s,
    "\xD8\x3D\xDE\x00"s,
    "a\0\x3D\xD8"s,
    "\x3D\xD8\x00"s,
    "\x00\xDE"s
    "a\0"s,
    "\x3D\xD8"s
    "a\0\xFF"s,
    "\xFF"s,
    "\r\0\n"s,
    ""s,
};
const std::vector<std::string> utf32 = {
    "\xFF\xFE\0\0a\0\0\0\r\0\0\0\n\0\0\0"s,
    "\0\0\xFE\xFF\0\1\xF6\0"s,
    "\0\xF6\1\0\r\0\0\0"s,
    "\0\xD8\0\0x\0\0\0"s,
    "\0\0\x11\0a"s,
    "\xFF\xFE\0"s,
    ""s,
};
const std::vector<std::string> bytewise = {"ascii\r\n\r\n\r", "\x80\x81\x8D\r\xA0\xFF\n", "\r", ""};
const std::vector<std::string> multi_byte = {"ascii\r\n\x82\xA0\x83\r", "\xB0\xA1\xC4\xE3\xFF\xFE\r",
                                             "\x1B$B$\"\x1B(B\r\n",     "\x81\x30\x81\x30\xA4",
                                             "\x8F\xA2\xAF\x8E",        ""};

const Corpus corpora[] = {
    {"utf-8", utf8},        {"utf-8-sig", utf8},   {"utf-16", utf16},       {"utf-16-le", utf16},
    {"utf-16-be", utf16},   {"utf-32", utf32},     {"utf-32-le", utf32},    {"utf-32-be", utf32},
    {"ascii", bytewise},    {"latin-1", bytewise}, {"cp1252", bytewise},    {"cp437", bytewise},
    {"cp037", bytewise},    {"koi8-r", bytewise},  {"mac-roman", bytewise}, {"shift_jis", multi_byte},
    {"euc_jp", multi_byte}, {"gbk", multi_byte},   {"gb18030", multi_byte}, {"iso2022_jp", multi_byte},
};

/// The system may lack East Asian encodings.
bool is_known(const char* codec) {
    try {
        codecs::Decoder(codec, "strict");
        return true;
    } catch (const LookupError&) {
        return false;
    }
}

} // namespace

TEST_CASE("input can be split in one or two places, with any codec and handler", "[py-207][py-209][py-210]") {
    const Corpus corpus = GENERATE(from_range(std::begin(corpora), std::end(corpora)));
    if (!is_known(corpus.codec))
        TESTS_SKIP("this system has no " << corpus.codec);
    for (const char* handler : {"strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"})
        for (const std::string& bytes : corpus.strings)
            check_all_cuts(bytes, corpus.codec, handler);
}

TEST_CASE("text before an error is returned first, and then the error is thrown every time", "[py-165]") {
    codecs::Decoder decoder("utf-8", "strict");
    std::string characters = "before\xFF"
                             "after";
    decoder.decode(0, false, characters);
    CHECK(characters == "before");
    CHECK(decoder.is_stuck());
    for (int i = 0; i < 2; ++i)
        CHECK_THROWS_AS(decoder.decode(characters.size(), false, characters), UnicodeDecodeError);
    CHECK(characters == "before");
    CHECK(decoder.waiting() == "\xFF"
                               "after");
}
