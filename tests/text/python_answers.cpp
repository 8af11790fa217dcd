// What we decode and encode, compared with what Python answered: tools/python_answers.py keeps its answers.
#include "text/corpus.hpp"

#include "repr.hpp"
#include "support/catch.hpp"
#include "support/helpers.hpp"
#include "text/decoder.hpp"
#include "text/encoder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <sstream>

using namespace tests;
using namespace subprocess;

namespace {

/// One line of the file: a direction, a codec, a handler.
struct Answers {
    std::string direction, codec, handler, kept;
};

std::vector<Answers> python_answers() {
    std::ifstream file(PYTHON_ANSWERS);
    std::vector<Answers> all;
    for (Answers a; file >> a.direction >> a.codec >> a.handler >> a.kept;)
        all.push_back(a);
    return all;
}

template <class Error> std::string told(const Error& error) {
    return fmt::format("!{} {} {} {}", error.encoding, error.start, error.end, error.what());
}

std::string decoded(const std::string& bytes, const std::string& codec, const std::string& handler) {
    codecs::Decoder decoder(codec, handler);
    decoder.input() = bytes;
    try {
        return decoder.decode_rest();
    } catch (const UnicodeDecodeError& error) {
        return told(error);
    }
}

std::string encoded(const std::string& characters, const std::string& codec, const std::string& handler) {
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

constexpr std::size_t unknown = corpus_size + 1; ///< the system has no such encoding
constexpr std::size_t some = corpus_size + 2;    ///< the one hash that is kept is another

/// How many of our answers are not Python's.
std::size_t count_differences(const Answers& python) {
    static const std::vector<std::string> all_bytes = byte_strings(), all_texts = texts();
    const bool is_decoding = python.direction == "decode";
    std::vector<std::uint64_t> hashes;
    try {
        for (const std::string& subject : is_decoding ? all_bytes : all_texts)
            hashes.push_back(hash((is_decoding ? decoded : encoded)(subject, python.codec, python.handler)));
    } catch (const LookupError&) {
        return unknown;
    }
    if (python.kept.size() < corpus_size)
        return kept_exactly(hashes) == python.kept ? 0 : some;
    std::size_t count = 0;
    for (std::size_t i = 0; i < hashes.size(); ++i)
        count += kept_roughly(hashes[i]) != python.kept.substr(2 * i, 2);
    return count;
}

std::string cell(std::size_t differences) {
    return differences == unknown ? "-" : differences == some ? "some" : std::to_string(differences);
}

/// The table of docs/text.md for one direction.
std::string table(const std::string& direction, const std::vector<Answers>& all) {
    std::string head = "| " + direction + " | compared |";
    std::string line = "|---|---|";
    std::vector<std::string> rows;
    for (const Answers& answers : all) {
        if (answers.direction != direction)
            continue;
        if (answers.handler == "strict")
            rows.push_back(fmt::format("| {} | {} |", answers.codec, corpus_size));
        rows.back().append(" ").append(cell(count_differences(answers))).append(" |");
        if (rows.size() == 1) {
            head.append(" ").append(answers.handler).append(" |");
            line += "---|";
        }
    }
    std::string text = head + "\n" + line + "\n";
    for (const std::string& row : rows)
        text += row + "\n";
    return text;
}

} // namespace

TEST_CASE_METHOD(Census, "what is built in answers as Python does, and docs/text.md tells where the system does not",
                 "[once][py-209][py-210]") {
    const std::string page = content_of(TEXT_PAGE);
    const std::vector<Answers> all = python_answers();
    for (const char* direction : {"decode", "encode"}) {
        const std::string counted = table(direction, all);
        CHECK(counted.find("some") == counted.npos);
        CHECK_THAT(page, ContainsSubstring(counted));
    }
}

TEST_CASE("print our answers", "[.print]") {
    // SUBPROCESS_ANSWER="decode gbk strict" text_tests "print our answers", to see where one differs.
    const char* wanted = std::getenv("SUBPROCESS_ANSWER");
    std::istringstream words(wanted != nullptr ? wanted : "decode utf_8 strict");
    std::string direction, codec, handler;
    words >> direction >> codec >> handler;
    for (const std::string& subject : direction == "decode" ? byte_strings() : texts())
        fmt::print("{}\n", repr_bytes((direction == "decode" ? decoded : encoded)(subject, codec, handler)));
}
