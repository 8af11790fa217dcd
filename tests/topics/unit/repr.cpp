// Python's repr of strings, bytes and commands, as used in error texts.
#include "support/catch.hpp"

#include <subprocess.hpp>

#include "python/repr.hpp"

#include <sstream>

using namespace subprocess;
using subprocess::detail::repr;
using subprocess::detail::repr_bytes;
using namespace std::string_literals;

namespace {

template <class T> std::string shown(const T& value) {
    std::ostringstream text;
    text << value;
    return text.str();
}

} // namespace

TEST_CASE("the repr of a string is Python's", "[py-214][py-218]") {
    const auto [string, expected] = GENERATE(table<std::string, std::string>({
        {"", "''"},
        {"plain", "'plain'"},
        {"it's", "\"it's\""},
        {"say \"x\"", "'say \"x\"'"},
        {"it's \"x\"", R"('it\'s "x"')"},
        {"a\\b\n\r\t", R"('a\\b\n\r\t')"},
        {"\0\x01\x1f\x7f"s, R"('\x00\x01\x1f\x7f')"},
        {"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", "'\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80'"},
        {"\xc2\x80\xc2\xa0", R"('\x80\xa0')"},
        {"\xff\xe2\x82", R"('\udcff\udce2\udc82')"},
    }));
    CHECK(repr(string) == expected);
}

TEST_CASE("the repr of bytes is Python's", "[py-215]") {
    CHECK(repr_bytes("plain") == "b'plain'");
    CHECK(repr_bytes("it's") == "b\"it's\"");
    CHECK(repr_bytes("\0\n\\\x7f\xff"s) == R"(b'\x00\n\\\x7f\xff')");
}

TEST_CASE("a command keeps whether it was a list or a string", "[py-218]") {
    const Command list = {"ls", "-l"};
    const Command string("ls -l");
    CHECK(shown(list) == "['ls', '-l']");
    CHECK(list.repr() == "['ls', '-l']");
    CHECK(shown(string) == "ls -l");
    CHECK(string.repr() == "'ls -l'");
    CHECK(Command("ls") != Command({"ls"}));
    CHECK(string == "ls -l");
    CHECK(list == std::vector<std::string>{"ls", "-l"});
    CHECK(list[1] == "-l");
    CHECK(list.size() == 2);
    CHECK(std::vector<std::string>(list.begin(), list.end()) == list.list());
}

TEST_CASE("None values print as None", "") {
    CHECK(shown(None) == "None");
    CHECK(shown(Output()) == "None");
    CHECK(shown(Output("text")) == "text");
    CHECK(shown(ReturnCode()) == "None");
    CHECK(shown(ReturnCode(9)) == "9");
}

TEST_CASE("a return code is an int or None", "[py-140]") {
    const ReturnCode none, zero(0);
    CHECK(none == None);
    CHECK(none != 0);
    CHECK(zero == 0);
    CHECK(zero != None);
    CHECK(zero != none);
    CHECK(ReturnCode(-1) == 0xFFFFFFFFU);
    CHECK_THROWS_AS(none.value(), std::logic_error);
    CHECK(*zero == 0);
    CHECK(ReturnCode(-9) < 0);
    CHECK(zero >= 0);
    CHECK(zero <= 0);
    CHECK(ReturnCode(1) > 0);
    CHECK_THROWS_AS(none < 0, std::logic_error);
}

TEST_CASE("an output is a string or None", "") {
    const Output output("one\ntwo\r\nthree\r");
    CHECK(output.size() == 15);
    CHECK(output + "!" == "one\ntwo\r\nthree\r!");
    CHECK(output->substr(0, 3) == "one");
    CHECK(output.splitlines() == std::vector<std::string>{"one", "two", "three"});
    CHECK(output.splitlines(true) == std::vector<std::string>{"one\n", "two\r\n", "three\r"});
    CHECK(Output("").splitlines().empty());
    CHECK(Output("") != None);
    CHECK(Output() == Output(None));
    CHECK_THROWS_AS(Output().empty(), std::logic_error);
    const std::string copy = output;
    CHECK(copy == output);
    CHECK("one\ntwo\r\nthree\r" == output);
    std::string moved = Output("moved");
    CHECK(moved == "moved");
}
