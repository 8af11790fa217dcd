// UTF-8 validation, which checks long texts block by block: errors are found in every position.
#include "codecs/valid_utf8.hpp"
#include "support/catch.hpp"
#include "support/helpers.hpp"
#include "text/conversions.hpp"

#include <subprocess/error.hpp>

#include <string>
#include <string_view>

using namespace tests;
using namespace subprocess;
namespace codecs = subprocess::detail::codecs;

namespace {

constexpr std::size_t longer_than_blocks = 400;

std::size_t valid_one_by_one(std::string_view bytes) {
    std::size_t size = 0;
    while (size < bytes.size()) {
        const codecs::Utf8Front front = codecs::utf8_front(bytes.substr(size));
        if (!front.is_whole())
            break;
        size += front.needed;
    }
    return size;
}

std::string repeated(std::string_view character, std::size_t size) {
    std::string text;
    while (text.size() < size)
        text += character;
    return text;
}

void check_size(const std::string& bytes) {
    const std::size_t expected = valid_one_by_one(bytes);
    if (codecs::valid_utf8(bytes) != expected) { // CHECK only then, because there are very many texts
        INFO(Catch::Detail::stringify(bytes));
        CHECK(codecs::valid_utf8(bytes) == expected);
    }
}

const char* const sequences[] = {
    "x",
    "\xC2\x80",
    "\xDF\xBF",
    "\xE0\xA0\x80",
    "\xE2\x82\xAC",
    "\xED\x9F\xBF",
    "\xEF\xBF\xBF",
    "\xF0\x90\x80\x80",
    "\xF4\x8F\xBF\xBF",
    // invalid:
    "\x80",
    "\xBF\xBF",
    "\xC0",
    "\xC1\xBF",
    "\xC3",
    "\xC3\xC3\xA9",
    "\xC3\xA9\xA9",
    "\xE0\x9F\xBF",
    "\xE2\x82",
    "\xED\xA0\x80",
    "\xF0\x8F\xBF\xBF",
    "\xF4\x90\x80\x80",
    "\xF5\x80\x80\x80",
    "\xFF",
};

} // namespace

TEST_CASE("the validity of a sequence does not depend on its position in a long text", "[py-207]") {
    const auto around = GENERATE("x", "\xC3\xA9", "x\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80");
    for (const std::string_view sequence : sequences)
        for (std::size_t position = 0; position <= longer_than_blocks; ++position) {
            const std::string before = repeated(around, position);
            check_size(before + std::string(sequence) + repeated(around, longer_than_blocks));
            check_size(before + std::string(sequence));
        }
}

TEST_CASE("every pair of bytes is as valid in a long text as in a short one", "[py-207]") {
    const std::string around =
        repeated(GENERATE("x", "\xC3\xA9", "\xE2\x82\xAC"), 240); // reaches into the second block
    std::string pair = "??";
    pair += GENERATE("", "\x80", "\x80\x80");
    std::string whole = around + pair + around;
    for (int first = 0x7F; first < 256; ++first)
        for (int second = 0; second < 256; ++second) {
            whole[around.size()] = pair[0] = static_cast<char>(first);
            whole[around.size() + 1] = pair[1] = static_cast<char>(second);
            const std::size_t valid = valid_one_by_one(pair);
            const std::size_t expected = valid < pair.size() ? around.size() + valid : whole.size();
            if (codecs::valid_utf8(whole) != expected)
                CHECK(pair == "");
        }
}

TEST_CASE("an error far into a text has the right position and reason", "[py-165]") {
    const std::string before = repeated("\xC3\xA9", longer_than_blocks);
    const auto error = thrown<UnicodeDecodeError>([&] { decoded(before + "\xC3(" + before, "utf-8"); });
    CHECK(error.start == before.size());
    CHECK(error.end == before.size() + 1);
    CHECK(error.reason == "invalid continuation byte");
    CHECK(decoded(before + "\xC3(" + before, "utf-8", "replace") == before + "\xEF\xBF\xBD(" + before);
}
