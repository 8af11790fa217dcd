// The parts of describe(): what is escaped, what is hidden, how a command is quoted, which names are near.
#include "support/helpers.hpp"

#include "words/hidden_tail.hpp"
#include "words/near_program.hpp"
#include "words/pasted.hpp"
#include "words/visible.hpp"

using namespace subprocess;
using namespace subprocess::detail;
using namespace tests;
using namespace std::string_literals;

TEST_CASE("what a terminal would obey is escaped", "") {
    CHECK(visible("\x1b[31mred\x1b]0;title\x07") == "\\x1b[31mred\\x1b]0;title\\x07");
    CHECK(visible("a\rb\x7f\b\0c"s) == "a\\x0db\\x7f\\x08\\x00c");
    CHECK(visible("\xC2\x9B"
                  "31m") == "\\x9b31m");
}

TEST_CASE("bytes that are no UTF-8 are escaped", "") {
    CHECK(visible("\xFF\xC3") == "\\xff\\xc3");
    CHECK(visible("\xC0\xAF") == "\\xc0\\xaf");
    CHECK(visible("\xED\xA0\x80") == "\\ud800");
}

TEST_CASE("characters that reorder or break lines are escaped", "") {
    CHECK(visible("\xE2\x80\xAE"
                  "evil") == "\\u202eevil");
    CHECK(visible("\xE2\x81\xA6\xE2\x81\xA9") == "\\u2066\\u2069");
    CHECK(visible("\xE2\x80\xA8\xE2\x80\xA9") == "\\u2028\\u2029");
    CHECK(visible("\xE2\x80\xAA\xE2\x80\x8E\xE2\x80\x8F\xD8\x9C") == "\\u202a\\u200e\\u200f\\u061c");
    CHECK(visible("\xE2\x81\xA5\xE2\x81\xAA\xE2\x80\xAF") == "\xE2\x81\xA5\xE2\x81\xAA\xE2\x80\xAF");
}

TEST_CASE("ordinary text, tabs and line ends remain", "") {
    const std::string plain = "na\xC3\xAFve\t\xE2\x82\xAC \xF0\x9F\x98\x80 \\n\n";
    CHECK(visible(plain) == plain);
    CHECK(visible("one\r\ntwo\r\r\n") == "one\ntwo\\x0d\n");
    CHECK(visible_in_line("one\r\ntwo") == "one\\x0d\\ntwo");
}

TEST_CASE("words for a POSIX shell are quoted, with escapes where they need them", "") {
    CHECK(pasted_in_sh({"ls", "a b", "it's", "*", ""}) == "ls 'a b' 'it'\"'\"'s' '*' ''");
    CHECK(pasted_in_sh({"\x1b[0m'\\", "two\nlines", "\xC2\x9B", "\xFF"}) ==
          "$'\\033[0m\\'\\\\' $'two\\nlines' $'\\302\\233' $'\\377'");
    CHECK(pasted_in_sh({"na\xC3\xAFve"}) == "'na\xC3\xAFve'");
}

TEST_CASE("words for cmd.exe are quoted so that none of its operators acts", "") {
    CHECK(pasted_in_cmd({"ls", "a b", "a&b", "say \"hi\"", "C:\\x\\", ""}) ==
          R"(ls "a b" "a&b" "say ""hi""" C:\x\ "")");
    CHECK(pasted_in_cmd({"\x1b", "a\nb"}) == "\\x1b a\\nb");
}

TEST_CASE("secrets in the tail of a stream are replaced", "") {
    CHECK(hidden_tail("say token, token!", {"token"}) == "say ***, ***!");
    CHECK(hidden_tail("abcdefgh", {"abcdef", "defgh"}) == "***");
    CHECK(hidden_tail("short abc", {"abc", ""}) == "short abc");
    CHECK(hidden_tail("", {"token"}).empty());
    CHECK(hidden_tail("toketoken", {"token"}) == "toke***");
}

TEST_CASE("the tail of a stream begins with a whole character", "") {
    const std::string kept(8189, 'x');
    CHECK(hidden_tail("\xF0\x9F\x98\x80" + kept, {}) == kept); // the last 8192 bytes have three of its four
}

TEST_CASE("a part of a secret at the end or the beginning of a stream is replaced", "") {
    CHECK(hidden_tail("it is secr", {"secret"}) == "it is ***");
    CHECK(hidden_tail("cret it is", {"secret"}) == "*** it is");
    CHECK(hidden_tail("it is sec", {"secret"}) == "it is sec");
}

TEST_CASE("a secret that crosses the beginning of the tail is replaced", "") {
    const std::string rest(shown_of_stream - 3, 'x');
    CHECK(hidden_tail("before secret" + rest, {"secret"}) == "***" + rest);
    CHECK(hidden_tail("before secret" + rest, {}) == "ret" + rest);
    CHECK(hidden_tail("before secretx" + rest, {"secret"}) == "***x" + rest);
}

TEST_CASE("a tail begins with a whole character", "") {
    const std::string rest(shown_of_stream - 1, 'x');
    CHECK(hidden_tail("\xE2\x82\xAC" + rest, {}) == rest);
}

TEST_CASE("names are near if one slip makes one of the other", "") {
    CHECK(is_near("Grep", "grep"));
    for (const char* const typed : {"gerp", "gre", "grepp", "grap", "rep"})
        CHECK(is_near("grep", typed));
    for (const char* const other : {"egrepp", "gr", "perg", "", "graap"})
        CHECK_FALSE(is_near("grep", other));
    CHECK_FALSE(is_near("ls", "lt"));
}
