// Command lines: how Windows itself splits the output of list2cmdline, and strings.
#include "support/helpers.hpp"
#include "support/windows/windows.hpp"

#include <shellapi.h>

#include <random>

using namespace subprocess;
using namespace tests;

namespace {

std::vector<std::string> split(const std::string& line) {
    int count = 0;
    wchar_t** const words = ::CommandLineToArgvW(std::filesystem::u8path(line).c_str(), &count);
    std::vector<std::string> arguments;
    for (int i = 0; i < count; ++i)
        arguments.push_back(std::filesystem::path(words[i]).u8string());
    ::LocalFree(words);
    return arguments;
}

std::vector<std::string> random_arguments(std::mt19937& random) {
    static const std::vector<std::string> pieces = {"a",  "\\", "\\", "\"",       "\"", " ",
                                                    "\t", "\n", "'",  "%x%",      "^",  "&",
                                                    "|",  "*",  "?",  "\xc3\xa4", "/",  "\xf0\x9f\x98\x80"};
    std::vector<std::string> arguments(1 + random() % 4);
    for (std::string& argument : arguments)
        for (auto left = random() % 8; left > 0; --left)
            argument += pieces[random() % pieces.size()];
    return arguments;
}

} // namespace

TEST_CASE("CommandLineToArgvW splits the output of list2cmdline into the same words", "[lesson-59][py-227]") {
    std::mt19937 random(1);
    for (int i = 0; i < 20000; ++i) {
        std::vector<std::string> words = random_arguments(random);
        words.insert(words.begin(), "program"); // because the first word follows other quoting rules
        const std::string line = list2cmdline(words);
        if (split(line) != words)
            FAIL_CHECK(line);
    }
}

TEST_CASE_METHOD(Census, "all arguments reach a child unchanged", "[lesson-59][py-36]") {
    std::mt19937 random(2);
    for (int i = 0; i < 100; ++i) {
        const std::vector<std::string> words = random_arguments(random);
        std::vector<std::string> command = child("args"), expected = {CHILD_PROGRAM};
        command.insert(command.end(), words.begin(), words.end());
        expected.insert(expected.end(), words.begin(), words.end());
        CHECK(check_output(command) == as_printed(expected));
    }
}

TEST_CASE_METHOD(Census, "a string is used as the command line unchanged", "[py-29][py-226]") {
    const std::string line = "\"" CHILD_PROGRAM "\"  command-line   exit 0  \"x y\\\\\" ";
    CHECK(check_output(line) == line);
}

TEST_CASE_METHOD(Census, "a list is joined by list2cmdline", "[py-226]") {
    const std::vector<std::string> words = child("command-line", "exit", "0", "a b", "c\"d", "");
    CHECK(check_output(words) == list2cmdline(words));
}

TEST_CASE_METHOD(Census, "STARTUPINFO is passed to the child", "[py-232]") {
    StartupInfo info;
    info.dwFlags = startf_useshowwindow;
    info.wShowWindow = 3;
    CHECK(check_output(child("startup"), startupinfo = info) ==
          std::to_string(startf_useshowwindow | startf_usestdhandles) + " 3");
    CHECK(info.dwFlags == startf_useshowwindow); // Popen works on a copy
}
