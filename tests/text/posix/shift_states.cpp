// Encodings with shift states, which only iconv has.
#include "codecs/decoder.hpp"
#include "codecs/encoder.hpp"
#include "support/helpers.hpp"

using namespace tests;
using namespace subprocess;
namespace codecs = subprocess::detail::codecs;

namespace {

const std::string kana = "\xE3\x81\x82";      // U+3042
const std::string in_jis = "\x1B$B$\"\x1B(B"; // shift, the character, shift back

} // namespace

TEST_CASE("an encoding with shift states ends in its initial state", "[py-209][system-text]") {
    codecs::Encoder encoder("iso2022_jp", "strict");
    std::string bytes;
    encoder.encode(kana, bytes);
    encoder.finish(bytes);
    CHECK(bytes == in_jis);

    codecs::Decoder decoder("ISO-2022-JP", "strict");
    decoder.waiting() = in_jis;
    CHECK(decoder.decode_rest() == kana);
}

TEST_CASE_METHOD(Census, "input sent to a child ends in the initial shift state", "[py-208][system-text]") {
    const auto path = folder() / "out";
    run(child("cat"), input = kana, stdout_ = open(path, "w"), encoding = "iso2022_jp");
    CHECK(content_of(path) == in_jis);
    {
        Popen process(child("cat"), stdin_ = PIPE, stdout_ = open(path, "w"), encoding = "iso2022_jp");
        process.stdin_.write(kana);
    }
    CHECK(content_of(path) == in_jis);
}

TEST_CASE_METHOD(Census, "lines make a round trip through a child in an encoding with shift states",
                 "[py-206][py-208][system-text]") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE, encoding = "iso2022_jp_3");
    for (const std::string& line : {kana + "\n", "second " + kana + "\n"}) {
        process.stdin_.write(line);
        process.stdin_.flush();
        CHECK(process.stdout_.readline() == line);
    }
}
