// Batch files on Windows: how they are recognised, and their command line for cmd.exe. The functions exist on every
// system.
#include "support/helpers.hpp"

#include "words/cmd_exe.hpp"

using namespace subprocess;
using subprocess::detail::is_batch_file;
using namespace tests;
using namespace std::string_literals;

namespace {

std::string line_for_batch(const std::string& script, const std::vector<std::string>& arguments) {
    return subprocess::detail::batch_command_line(script, arguments, arguments);
}

} // namespace

TEST_CASE("a batch file is known by its name", "[lesson-60]") {
    const std::string batch = GENERATE("a.bat", "a.cmd", "A.BAT", "a.Cmd", "C:\\x y\\a.bat", "a.b.cmd", "a.bat.",
                                       "a.bat ", "a.CMD . . ", "\xC3\xA4.bat", "dir.exe/a.bat");
    CHECK(is_batch_file(batch));
    const std::string other = GENERATE("", ".", "bat", "abat", "a.exe", "a.bat.exe", "a.bat\\x", "a.batx",
                                       "a.bat\xC2\xA0", "cmd", "cmd.exe", " . ");
    CHECK_FALSE(is_batch_file(other));
}

TEST_CASE("every argument of a batch file is quoted", "[lesson-60]") {
    CHECK(line_for_batch("C:\\a b.bat", {}) == R"(/d /e:ON /v:OFF /c ""C:\a b.bat"")");
    const auto [argument, quoted] = GENERATE(table<std::string, std::string>({
        {"", R"("")"},
        {"a", R"("a")"},
        {"a b", R"("a b")"},
        {"&calc", R"("&calc")"},
        {"^&|<>()!,;=", R"("^&|<>()!,;=")"},
        {"\"", R"("""")"},
        {"\"&calc", R"("""&calc")"},
        {"a\\", R"("a\\")"},
        {"a\\\"&calc", R"("a\\""&calc")"},
        {"a\\b", R"("a\b")"},
        {"\\\\server\\x\\", R"("\\server\x\\")"},
    }));
    CHECK(line_for_batch("x.cmd", {argument, "z"}) == "/d /e:ON /v:OFF /c \"\"x.cmd\" " + quoted + " \"z\"\"");
}

TEST_CASE("characters that cmd.exe interprets inside quotes are refused", "[lesson-60]") {
    const auto [argument, complaint] = GENERATE(table<std::string, std::string>({
        {"%PATH%", "a percent sign: '%PATH%'"},
        {"100%", "a percent sign: '100%'"},
        {"a\n&calc", "a line end: 'a\\n&calc'"},
        {"a\r", "a line end: 'a\\r'"},
        {"a\0b"s, "a NUL: 'a\\x00b'"},
    }));
    CHECK(text_of<ValueError>([word = argument] {
              line_for_batch("x.bat", {"fine", word});
          }) == "the argument cannot be given to cmd.exe, since it has " + complaint);
    CHECK(text_of<ValueError>([] { line_for_batch("%x%.bat", {}); }) ==
          "the batch file cannot be given to cmd.exe, since it has a percent sign: '%x%.bat'");
    CHECK_THAT(text_of<ValueError>([] { subprocess::detail::batch_command_line("x.bat", {"100%"}, {"***"}); }),
               EndsWith(": '***'"));
    CHECK_THROWS_AS(line_for_batch("x\" & calc \".bat", {}), ValueError);
}

TEST_CASE("no argument of a batch file can break out of its quotes", "[lesson-60]") {
    // To cmd.exe, every quote begins or ends a quoted part.
    const std::string alphabet = "a\"\\& ";
    for (unsigned code = 0; code < 5 * 5 * 5 * 5 * 5 * 5; ++code) {
        std::string argument;
        for (unsigned rest = code, i = 0; i < 6; ++i, rest /= 5)
            argument += alphabet[rest % 5];
        const std::string line = line_for_batch("x.bat", {argument});
        bool is_quoted = false;
        for (const char c : line.substr(line.find(".bat\"") + 5)) {
            is_quoted = is_quoted != (c == '"');
            if (c == '&' && !is_quoted)
                FAIL_CHECK(line);
        }
    }
}
