// Compares our decoding and encoding with Python's answers, which tools/python_answers.py recorded.
#include "text/python_answers.hpp"

#include "text/corpus.hpp"

#include "codecs/decoder.hpp"
#include "codecs/encoder.hpp"
#include "codecs/names_table.hpp"
#include "python/repr.hpp"
#include "support/catch.hpp"
#include "support/helpers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <sstream>

namespace tests {

using namespace subprocess;
namespace codecs = subprocess::detail::codecs;
using subprocess::detail::repr_bytes;

namespace {

template <class Error> std::string told(const Error& error) {
    return fmt::format("!{} {} {} {}", error.encoding, error.start, error.end, error.what());
}

std::string our_decoding(const std::string& bytes, const std::string& codec, const std::string& handler) {
    codecs::Decoder decoder(codec, handler);
    decoder.waiting() = bytes;
    try {
        return decoder.decode_rest();
    } catch (const UnicodeDecodeError& error) {
        return told(error);
    }
}

std::string our_encoding(const std::string& characters, const std::string& codec, const std::string& handler) {
    codecs::Encoder encoder(codec, handler);
    std::string bytes;
    try {
        encoder.encode(characters, bytes);
        encoder.finish(bytes);
        return bytes;
    } catch (const UnicodeEncodeError& error) {
        return told(error);
    }
}

std::string kept_exactly(const std::vector<std::uint64_t>& hashes) {
    std::string bytes;
    for (const std::uint64_t h : hashes)
        for (int shift = 0; shift < 64; shift += 8)
            bytes += static_cast<char>(h >> shift);
    return fmt::format("{:016x}", hash(bytes));
}

std::string kept_roughly(std::uint64_t answer_hash) {
    const std::string digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
    return {digits[answer_hash & 63], digits[(answer_hash >> 6) & 63]};
}

/// Instead of a count: only one hash of all answers is stored, and it differs.
constexpr std::size_t some_differences = corpus_size + 2;

} // namespace

const std::size_t unknown_encoding = corpus_size + 1;

std::vector<Answers> python_answers() {
    std::ifstream file(PYTHON_ANSWERS);
    std::vector<Answers> all;
    for (Answers a; file >> a.direction >> a.codec >> a.handler >> a.kept;)
        all.push_back(a);
    return all;
}

bool is_built_in(const Answers& python) {
    const auto end = codecs::multi_byte_codecs + codecs::multi_byte_codec_count;
    return std::find(codecs::multi_byte_codecs, end, python.codec) == end;
}

std::size_t count_differences(const Answers& python) {
    static const std::vector<std::string> all_bytes = byte_strings(), all_texts = texts();
    const bool is_decoding = python.direction == "decode";
    std::vector<std::uint64_t> hashes;
    try {
        for (const std::string& subject : is_decoding ? all_bytes : all_texts)
            hashes.push_back(hash((is_decoding ? our_decoding : our_encoding)(subject, python.codec, python.handler)));
    } catch (const LookupError&) {
        return unknown_encoding;
    }
    if (python.kept.size() < corpus_size)
        return kept_exactly(hashes) == python.kept ? 0 : some_differences;
    std::size_t count = 0;
    for (std::size_t i = 0; i < hashes.size(); ++i)
        count += kept_roughly(hashes[i]) != python.kept.substr(2 * i, 2);
    return count;
}

} // namespace tests

using namespace tests;
using namespace subprocess;

TEST_CASE("built-in codecs give Python's answers", "[once][py-209][py-210]") {
    for (const Answers& python : python_answers())
        if (is_built_in(python) && count_differences(python) != 0)
            FAIL_CHECK(python.direction << ' ' << python.codec << ' ' << python.handler);
}

TEST_CASE("print our answers", "[.print]") {
    // To see the differences: SUBPROCESS_ANSWER="decode gbk strict" text_tests "print our answers".
    const char* wanted = std::getenv("SUBPROCESS_ANSWER");
    std::istringstream words(wanted != nullptr ? wanted : "decode utf_8 strict");
    std::string direction, codec, handler;
    words >> direction >> codec >> handler;
    for (const std::string& subject : direction == "decode" ? byte_strings() : texts())
        fmt::print("{}\n", repr_bytes((direction == "decode" ? our_decoding : our_encoding)(subject, codec, handler)));
}
