// expect: regular expressions in what a child writes.
#include "support/helpers.hpp"

#include <subprocess/expect.hpp>

#include <cmath>
#include <list>
#include <regex>

using namespace subprocess;
using namespace tests;
using namespace std::string_literals;

namespace {

using Groups = std::vector<std::string>;

void check_match(const Match& match, const std::string& before, const Groups& groups, std::size_t index) {
    CHECK(match.before == before);
    CHECK(match.matched == (groups.empty() ? "" : groups.front()));
    CHECK(match.groups == groups);
    CHECK(match.index == index);
}

Popen writer_of(const std::string& bytes, const Options& options = {}) {
    return Popen(child("bytes", 1, in_hex(bytes)), stdout_ = PIPE, options);
}

} // namespace

TEST_CASE_METHOD(Census, "expect returns what comes before a match, what matched, and its groups", "") {
    Popen process = writer_of("version 12.5\nready\n");
    const std::regex version(R"((\d+)\.(\d+)(-\w+)?\n)");
    check_match(expect(process.stdout_, version), "version ", {"12.5\n", "12", "5", ""}, 0);
    check_match(expect(process.stdout_, "ready", timeout = 60s), "", {"ready"}, 0);
    CHECK(process.stdout_.read() == "\n");
}

TEST_CASE_METHOD(Census, "expect takes strings and regular expressions together, and says which has come", "") {
    Popen process = writer_of("one error: 42\ntwo ok three");
    const std::regex error(R"(error: (\d+)\n)");
    check_match(expect(process.stdout_, {"ok", error}), "one ", {"error: 42\n", "42"}, 1);
    check_match(expect(process.stdout_, {"ok", error}, timeout = 60s), "two ", {"ok"}, 0);
    check_match(expect(process.stdout_, {"ok", error}), " three", {}, Found::npos);
    check_match(expect(process.stdout_, {std::regex("x"), "ok"s}, timeout = 0), "", {}, Found::npos);
}

TEST_CASE_METHOD(Census, "of the matches of expect the one that ends first wins, and then the first in the list", "") {
    Popen process = writer_of("abcdef abcdef abcdef abcdef");
    check_match(expect(process.stdout_, {std::regex("b.*f "), "cd", std::regex("bcde")}), "ab", {"cd"}, 1);
    check_match(expect(process.stdout_, {std::regex("a.."), "bc"}), "ef ", {"abc"}, 0);
    check_match(expect(process.stdout_, {"ef", std::regex("[d-f]+ ")}), "d", {"ef"}, 0);
    check_match(expect(process.stdout_, {"bc", std::regex("a..")}), " a", {"bc"}, 0);
    check_match(expect(process.stdout_, {std::regex("d(e)f"), std::regex("(d)e")}), "", {"de", "d"}, 1);
}

TEST_CASE_METHOD(Census, "expect does not wait because a match could become longer", "") {
    Gate gate;
    Popen process(child("to", 1, "port 80", "until", 0, "to", 1, "80\n"), stdin_ = gate, stdout_ = PIPE);
    while (process.stdout_.buffered() < 7)
        CHECK_THROWS_AS(expect(process.stdout_, std::regex(R"(\d+\n)"), timeout = 0), TimeoutExpired);
    check_match(expect(process.stdout_, std::regex(R"(\d+)")), "port ", {"80"}, 0);
    gate.open();
    check_match(expect(process.stdout_, std::regex(R"(\d+\n)")), "", {"80\n"}, 0);
}

TEST_CASE_METHOD(Census, "expect finds a match that arrives in pieces of any size", "") {
    const int size = GENERATE(-1, 0, 1, 3);
    Popen process(child("to", 1, "one [two] three"), stdout_ = PIPE, bufsize = size);
    check_match(expect(process.stdout_, std::regex(R"(\[(\w+)\])")), "one ", {"[two]", "two"}, 0);
    CHECK(process.stdout_.read() == " three");
}

TEST_CASE_METHOD(Census, "after a timeout of expect everything is still to be read", "") {
    Gate gate;
    Popen process(child("to", 1, "one two", "until", 0, "to", 1, " three"), stdin_ = gate, stdout_ = PIPE);
    while (process.stdout_.buffered() < 7)
        CHECK_THROWS_AS(expect(process.stdout_, {std::regex("^two"), "three"}, timeout = 0), TimeoutExpired);
    CHECK(text_of<TimeoutExpired>([&] { expect(process.stdout_, "three", timeout = moment); }) ==
          "reading from the child timed out after 0.02 seconds");
    CHECK_THROWS_AS(expect(process.stdout_, std::regex("three"), timeout = std::chrono::steady_clock::now()),
                    TimeoutExpired);
    gate.open();
    check_match(expect(process.stdout_, {std::regex("^two"), "three"}), "one two ", {"three"}, 1);
}

TEST_CASE_METHOD(Census, "expect keeps NUL bytes, and finds them", "") {
    Popen process = writer_of("a\0b\0\0c"s);
    check_match(expect(process.stdout_, std::regex("\0+(b)"s)), "a", {"\0b"s, "b"}, 0);
    check_match(expect(process.stdout_, "\0\0"s), "", {"\0\0"s}, 0);
    CHECK(process.stdout_.read() == "c");
}

TEST_CASE_METHOD(Census, "expect looks in the decoded text", "") {
    Options latin;
    latin.encoding = "latin-1";
    Popen process = writer_of("yes \xE9\r\nno", latin);
    check_match(expect(process.stdout_, std::regex("(\xC3\xA9)\n")), "yes ", {"\xC3\xA9\n", "\xC3\xA9"}, 0);
    CHECK(process.stdout_.read() == "no");
}

TEST_CASE_METHOD(Census, "in expect ^ is where the last read ended, and $ the end of what has come", "") {
    Popen process = writer_of("one> two");
    CHECK(process.stdout_.read(3) == "one");
    check_match(expect(process.stdout_, std::regex("^>")), "", {">"}, 0);
    check_match(expect(process.stdout_, std::regex(".$")), " tw", {"o"}, 0);
}

TEST_CASE_METHOD(Census, "an expression that matches nothing matches at once", "") {
    Gate gate;
    Popen process(child("until", 0, "to", 1, "b"), stdin_ = gate, stdout_ = PIPE);
    check_match(expect(process.stdout_, std::regex("a*")), "", {""}, 0);
    gate.open();
    CHECK(process.stdout_.read() == "b");
}

TEST_CASE_METHOD(Census, "patterns of expect may be in any range", "") {
    Popen process = writer_of("a;b;c;d");
    const std::vector<std::regex> expressions = {std::regex("x"), std::regex(";")};
    const std::list<std::string> strings = {"x", ";"};
    const char* const words[] = {"x", ";"};
    check_match(expect(process.stdout_, expressions), "a", {";"}, 1);
    check_match(expect(process.stdout_, strings), "b", {";"}, 1);
    check_match(expect(process.stdout_, words), "c", {";"}, 1);
    CHECK(process.stdout_.read() == "d");
}

TEST_CASE_METHOD(Census, "expect refuses patterns that make no sense, and reads nothing", "") {
    Popen process = writer_of("text");
    const char* const null = nullptr;
    CHECK(text_of<ValueError>([&] { expect(process.stdout_, ""); }) == "an empty pattern of expect matches everywhere");
    CHECK_THROWS_AS(expect(process.stdout_, {std::regex("a"), std::string_view()}), ValueError);
    CHECK(text_of<ValueError>([&] { expect(process.stdout_, Groups()); }) == "expect needs a pattern");
    CHECK(text_of<ValueError>([&] { expect(process.stdout_, {"a", null}); }) == "a pattern is a null pointer");
    CHECK_THROWS_AS(expect(process.stdout_, "a", timeout = std::nan("")), ValueError);
    CHECK(process.stdout_.read() == "text");
    process.stdout_.close();
    CHECK_THROWS_AS(expect(process.stdout_, std::regex("a")), ValueError);
}

TEST_CASE_METHOD(Census, "wait_no_echo needs a terminal", "") {
    Popen process(child("until", 0), stdin_ = PIPE, stdout_ = PIPE);
    CHECK(text_of<ValueError>([&] { (void)wait_no_echo(process, timeout = 0); }) ==
          "only a child with a terminal has an echo: pty = true");
}
