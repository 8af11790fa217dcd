// list2cmdline: Windows command lines. The function exists on every system.
#include "support/helpers.hpp"

using namespace subprocess;
using namespace tests;

namespace {

/// Splits a command line like the Microsoft C runtime (without the special rules for the program name).
std::vector<std::string> split_as_windows_does(const std::string& line) {
    std::vector<std::string> arguments;
    std::string argument;
    bool quoted = false, started = false;
    std::size_t backslashes = 0;
    const auto put_backslashes = [&](std::size_t count) {
        argument.append(count, '\\');
        backslashes = 0;
    };
    for (const char c : line) {
        if (c == '\\') {
            ++backslashes;
            started = true;
        } else if (c == '"') {
            const bool literal = backslashes % 2 == 1;
            put_backslashes(backslashes / 2);
            if (literal)
                argument += '"';
            else
                quoted = !quoted;
            started = true;
        } else if ((c == ' ' || c == '\t') && !quoted) {
            put_backslashes(backslashes);
            if (started)
                arguments.push_back(argument);
            argument.clear();
            started = false;
        } else {
            put_backslashes(backslashes);
            argument += c;
            started = true;
        }
    }
    put_backslashes(backslashes);
    if (started)
        arguments.push_back(argument);
    return arguments;
}

} // namespace

TEST_CASE("list2cmdline quotes as Python does", "[lesson-59][py-227]") {
    const auto [arguments, line] = GENERATE(table<std::vector<std::string>, std::string>({
        {{"a b c", "d", "e"}, R"("a b c" d e)"},
        {{"ab\"c", "\\", "d"}, R"(ab\"c \ d)"},
        {{"ab\"c", " \\", "d"}, R"(ab\"c " \\" d)"},
        {{"a\\\\\\b", "de fg", "h"}, R"(a\\\b "de fg" h)"},
        {{"a\\\"b", "c", "d"}, R"(a\\\"b c d)"},
        {{"a\\\\b c", "d", "e"}, R"("a\\b c" d e)"},
        {{"a\\\\b\\ c", "d", "e"}, R"("a\\b\ c" d e)"},
        {{"ab", ""}, R"(ab "")"},
        {{"foo bar\\"}, R"("foo bar\\")"},
        {{"a\tb"}, "\"a\tb\""},
        {{"a\nb", "%PATH%", "^&"}, "a\nb %PATH% ^&"},
    }));
    CHECK(list2cmdline(arguments) == line);
    CHECK(list2cmdline(std::vector<std::string>()) == "");
}

TEST_CASE("Windows splits the output of list2cmdline into the same words", "[lesson-59]") {
    const std::string alphabet = "a \\\"\t'";
    for (unsigned code = 0; code < 6 * 6 * 6 * 6 * 6; ++code) {
        std::vector<std::string> arguments(3);
        unsigned rest = code;
        for (const std::size_t which : {0U, 1U, 1U, 1U, 2U}) {
            arguments[which] += alphabet[rest % alphabet.size()];
            rest /= static_cast<unsigned>(alphabet.size());
        }
        const std::string line = list2cmdline(arguments);
        if (split_as_windows_does(line) != arguments)
            FAIL_CHECK(line);
    }
    CHECK(split_as_windows_does(list2cmdline({"", "x", ""})) == std::vector<std::string>{"", "x", ""});
}
