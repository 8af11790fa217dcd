// Commands: their forms, the arguments that reach the child, and the shell.
#include "support/helpers.hpp"

#include <array>
#include <list>

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;

TEST_CASE_METHOD(Census, "a command can be any container of strings and paths", "[py-28]") {
    const std::string hello = "hello";
    const std::string_view view = hello;
    const fs::path path = "hello";
    CHECK(check_output({CHILD_PROGRAM, "to", "1", hello}) == "hello");
    CHECK(check_output({fs::path(CHILD_PROGRAM), "to", std::string("1"), view}) == "hello");
    CHECK(check_output(std::list<fs::path>{CHILD_PROGRAM, "to", "1", path}) == "hello");
    CHECK(check_output(std::array<const char*, 4>{CHILD_PROGRAM, "to", "1", "hello"}) == "hello");
    CHECK(check_output(Command{CHILD_PROGRAM, "to", "1", view}) == "hello");
    const char* const words[] = {CHILD_PROGRAM, "to", "1", "hello"};
    CHECK(check_output(words) == "hello");
}

TEST_CASE_METHOD(Census, "extra braces mean the same list", "[py-28]") {
    CHECK(check_output({{CHILD_PROGRAM, "args"}}) == as_printed({CHILD_PROGRAM}));
}

TEST_CASE_METHOD(Census, "a path is a list of one word", "[py-30]") {
    const fs::path program = folder() / "a program.exe";
    fs::copy_file(CHILD_PROGRAM, program);
    CHECK(run(program).returncode == 0);
    CHECK(run(program).args == program.string());
}

TEST_CASE_METHOD(Census, "every argument arrives byte for byte", "[lesson-59][py-36]") {
    std::vector<std::string> words = {CHILD_PROGRAM, "args"};
    const std::vector<std::string> weird = {"",
                                            " ",
                                            "\t\n",
                                            "\\",
                                            "\\\\ ",
                                            "\"",
                                            "\\\"\\\\\"\"",
                                            "'",
                                            "a b",
                                            "$HOME",
                                            "*",
                                            "%PATH%",
                                            "-",
                                            "\xc3\xa4\xc3\xb6",
                                            "\xe6\xbc\xa2\xe5\xad\x97",
                                            "\xf0\x9f\x98\x80",
                                            std::string(20000, 'x')};
    words.insert(words.end(), weird.begin(), weird.end());
    std::vector<std::string> expected{CHILD_PROGRAM};
    expected.insert(expected.end(), weird.begin(), weird.end());
    CHECK(check_output(words) == as_printed(expected));
}

TEST_CASE_METHOD(Census, "a Popen copies its command", "[py-25][py-37]") {
    std::vector<std::string> words = child("to", 1, "before");
    Popen process(words, stdout_ = PIPE);
    words.back() = "after";
    CHECK(process.args == child("to", 1, "before"));
    CHECK(process.communicate().stdout_ == "before");
}

TEST_CASE_METHOD(Census, "executable is run with the argv of args", "[py-43]") {
    CHECK(check_output({"any name", "args", "x"}, executable = CHILD_PROGRAM) == as_printed({"any name", "x"}));
    CHECK(run("alone", executable = fs::path(CHILD_PROGRAM)).returncode == 0);
}

TEST_CASE_METHOD(Census, "executable wins over a first word that could be run", "[py-44]") {
    CHECK(thrown<FileNotFoundError>([] { run(child("exit", 0), executable = "/nonexistent"); }).filename ==
          "/nonexistent");
}

// The shell -----------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "the shell runs a string", "[py-38]") {
    CHECK(check_output("echo one&& echo two", shell = true, text = true) == "one\ntwo\n");
}

TEST_CASE_METHOD(Census, "the shell gets the given environment", "[py-41]") {
    CHECK_THAT(check_output(in_shell("env"), shell = true, env = {{"FRUIT", "apple"}}),
               ContainsSubstring("FRUIT=apple\n"));
}
