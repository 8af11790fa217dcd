// Reader::read_until: what it finds, and what it leaves.
#include "support/helpers.hpp"

using namespace subprocess;
using namespace tests;
using namespace std::string_literals;

namespace {

/// A child that has written `bytes`, and ends.
Popen talker(const std::string& bytes, const Options& options = {}) {
    return Popen(child("bytes", 1, in_hex(bytes)), stdout_ = PIPE, options);
}

Options with_text() {
    Options options;
    options.text = true;
    return options;
}

void check_found(const Found& found, const std::string& before, const std::string& match, std::size_t index) {
    CHECK(found.before == before);
    CHECK(found.matched == match);
    CHECK(found.index == index);
}

} // namespace

TEST_CASE_METHOD(Census, "read_until returns what comes before the pattern, and takes the pattern, too", "") {
    const int size = GENERATE(-1, 0, 1, 3);
    Popen process(child("to", 1, "one>two>>three"), stdout_ = PIPE, bufsize = size);
    check_found(process.stdout_.read_until(">"), "one", ">", 0);
    check_found(process.stdout_.read_until(">>", timeout = 60s), "two", ">>", 0);
    CHECK(process.stdout_.read() == "three");
}

TEST_CASE_METHOD(Census, "read_until returns what is left at the end of file", "") {
    Popen process = talker("one>two");
    check_found(process.stdout_.read_until("<"), "one>two", "", Found::npos);
    check_found(process.stdout_.read_until("<", timeout = 0), "", "", Found::npos);
}

TEST_CASE_METHOD(Census, "read_until says which of several patterns has come first", "") {
    Popen process = talker("one, error: two, ok\nthree");
    const std::vector<std::string> patterns = {"ok\n", "error: "};
    check_found(process.stdout_.read_until({"ok\n", "error: "}), "one, ", "error: ", 1);
    check_found(process.stdout_.read_until(patterns, timeout = 60s), "two, ", "ok\n", 0);
    check_found(process.stdout_.read_until(patterns), "three", "", Found::npos);
}

TEST_CASE_METHOD(Census, "the pattern that is complete first wins, however the output is split", "") {
    const int size = GENERATE(-1, 0, 1, 2, 3, 4);
    Popen process(child("to", 1, "abcdef"), stdout_ = PIPE, bufsize = size);
    check_found(process.stdout_.read_until({"bcde", "cd", "c"}), "ab", "c", 2);
    check_found(process.stdout_.read_until({"ef", "def"}), "d", "ef", 0); // both end there
}

TEST_CASE_METHOD(Census, "read_until does not wait for a longer pattern if a shorter one has come", "") {
    Gate gate;
    Popen process(child("to", 1, "abc", "until", 0), stdin_ = gate, stdout_ = PIPE);
    check_found(process.stdout_.read_until({"abcd", "bc"}), "a", "bc", 1);
    gate.open();
}

TEST_CASE_METHOD(Census, "read_until finds a pattern that arrives in two pieces", "") {
    Gate gate;
    Popen process(child("to", 1, "one en", "until", 0, "to", 1, "d two"), stdin_ = gate, stdout_ = PIPE);
    CHECK(process.stdout_.read1() == "one en");
    gate.open();
    check_found(process.stdout_.read_until("d "), "", "d ", 0);
    CHECK(process.stdout_.read() == "two");

    Gate other;
    Popen again(child("to", 1, "one en", "until", 0, "to", 1, "d two"), stdin_ = other, stdout_ = PIPE);
    while (again.stdout_.buffered() == 0)
        CHECK_THROWS_AS(again.stdout_.read_until("end", timeout = 0), TimeoutExpired);
    other.open();
    check_found(again.stdout_.read_until("end"), "one ", "end", 0);
}

TEST_CASE_METHOD(Census, "read_until keeps NUL bytes, and finds them", "") {
    Popen process = talker("a\0b\0\0c"s);
    check_found(process.stdout_.read_until("\0\0"s), "a\0b"s, "\0\0"s, 0);
    CHECK(process.stdout_.read() == "c");
}

TEST_CASE_METHOD(Census, "read_until looks in the decoded text", "") {
    Popen process = talker("\xE9\r\nyes \xE9 no", with_text());
    CHECK_THROWS_AS(process.stdout_.read_until("\n"), UnicodeDecodeError);

    Options latin;
    latin.encoding = "latin-1";
    Popen decoded = talker("\xE9\r\nyes \xE9 no", latin);
    check_found(decoded.stdout_.read_until("\n"), "\xC3\xA9", "\n", 0);
    check_found(decoded.stdout_.read_until({"no", "\xC3\xA9"}), "yes ", "\xC3\xA9", 1);
    CHECK(decoded.stdout_.read() == " no");
}

TEST_CASE_METHOD(Census, "read_until finds a line end that only the end of file completes", "") {
    check_found(talker("a\r", with_text()).stdout_.read_until("\n"), "a", "\n", 0);
    Options lenient;
    lenient.errors = "replace";
    Popen process = talker("a\r\xE2", lenient);
    check_found(process.stdout_.read_until("\n"), "a", "\n", 0);
    CHECK(process.stdout_.readline() == "\xEF\xBF\xBD");
    CHECK(talker("a\r\xE2", lenient).stdout_.readline() == "a\n");
}

TEST_CASE_METHOD(Census, "what comes before undecodable bytes stays after read_until has thrown", "") {
    Popen process = talker("one\xFF", with_text());
    for (int i = 0; i < 2; ++i)
        CHECK_THROWS_AS(process.stdout_.read_until("two"), UnicodeDecodeError);
    check_found(process.stdout_.read_until("n"), "o", "n", 0);
    CHECK(process.stdout_.read(1) == "e");
}

TEST_CASE_METHOD(Census, "a pattern that is empty, null or missing throws ValueError, and reads nothing", "") {
    Popen process = talker("text");
    const char* const null = nullptr;
    CHECK(text_of<ValueError>([&] { process.stdout_.read_until(""); }) ==
          "an empty pattern of read_until matches everywhere");
    CHECK_THROWS_AS(process.stdout_.read_until({"a", ""}), ValueError);
    CHECK(text_of<ValueError>([&] { process.stdout_.read_until(std::vector<std::string>()); }) ==
          "read_until needs a pattern");
    CHECK(text_of<ValueError>([&] { process.stdout_.read_until(null); }) == "a pattern is a null pointer");
    CHECK_THROWS_AS(process.stdout_.read_until({"a", null}), ValueError);
    CHECK(process.stdout_.read() == "text");
    process.stdout_.close();
    CHECK_THROWS_AS(process.stdout_.read_until("x"), ValueError);
    CHECK_THROWS_AS(process.stdout_.has_line(), ValueError);
    CHECK_THROWS_AS(Reader().read_until("x"), ValueError);
}

TEST_CASE_METHOD(Census, "patterns are any strings", "") {
    Popen process = talker("a;b;c;d;e;f");
    const std::string text_of_it = ";";
    const char* const list[] = {"<", ";"};
    check_found(process.stdout_.read_until(text_of_it), "a", ";", 0);
    check_found(process.stdout_.read_until(std::string_view(text_of_it)), "b", ";", 0);
    check_found(process.stdout_.read_until({std::string("<"), text_of_it}), "c", ";", 1);
    check_found(process.stdout_.read_until(list), "d", ";", 1);
    check_found(process.stdout_.read_until({";"}), "e", ";", 0);
    const auto [before, matched, index] = process.stdout_.read_until({"<", ";"});
    CHECK(before + matched == "f");
    CHECK(index == Found::npos);
}

TEST_CASE_METHOD(Census, "reads of every kind follow each other", "") {
    Popen process = talker("one\ntwo>three\nfour>five", with_text());
    CHECK(process.stdout_.readline() == "one\n");
    check_found(process.stdout_.read_until(">"), "two", ">", 0);
    CHECK(process.stdout_.read(2) == "th");
    CHECK(process.stdout_.readline(timeout = 60s) == "ree\n");
    check_found(process.stdout_.read_until(">", timeout = 60s), "four", ">", 0);
    CHECK(process.communicate().stdout_ == "five");
}

TEST_CASE_METHOD(Census, "a pattern is found in a large output that a communicate has left", "") {
    Gate gate;
    Popen process(child("repeat", 1, 100000, "x\n", "to", 1, "end", "until", 0), stdin_ = gate, stdout_ = PIPE);
    while (process.stdout_.buffered() < 200003) // until the child has written all
        CHECK_THROWS_AS(process.communicate(timeout = moment), TimeoutExpired);
    for (int i = 0; i < 100000; ++i)
        if (process.stdout_.read_until({"\n", "never"}).before != "x")
            FAIL("line " << i);
    check_found(process.stdout_.read_until("end"), "", "end", 0);
    gate.open();
}
