// Commands with spaces, with the shell and without; the encodings of a console. (Modelled on CPython's
// CommandsWithSpaces and the shell tests of Win32ProcessTestCase.)
#include "support/helpers.hpp"
#include "support/windows/variable.hpp"

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;

namespace {

/// A copy of our child program with spaces in its name.
std::string program_with_blanks(const Census& census) {
    const fs::path program = census.folder() / "te st.exe";
    fs::copy_file(CHILD_PROGRAM, program);
    return program.string();
}

std::string line_with_blanks(const Census& census) {
    return '"' + program_with_blanks(census) + "\" args \"ab cd\"";
}

std::vector<std::string> words_with_blanks(const Census& census) {
    return {program_with_blanks(census), "args", "ab cd"};
}

} // namespace

TEST_CASE_METHOD(Census, "without ComSpec the shell is the one in SystemRoot, and without that there is none",
                 "[py-230]") {
    const WithVariable comspec(L"ComSpec", nullptr);
    CHECK(check_output("echo x", shell = true) == "x\r\n");
    const WithVariable root(L"SystemRoot", nullptr);
    CHECK(text_of<FileNotFoundError>([] { run("echo x", shell = true); }) ==
          "[WinError 2] shell not found: neither %ComSpec% nor %SystemRoot% is set");
}

TEST_CASE_METHOD(Census, "the shell runs a string with spaces", "[py-229]") {
    CHECK_THAT(check_output(line_with_blanks(*this), shell = true), EndsWith("\n5:ab cd\n"));
}

TEST_CASE_METHOD(Census, "the shell runs a list with spaces", "[py-229]") {
    CHECK_THAT(check_output(words_with_blanks(*this), shell = true), EndsWith("\n5:ab cd\n"));
}

TEST_CASE_METHOD(Census, "a string with spaces is run without the shell", "[py-226]") {
    CHECK_THAT(check_output(line_with_blanks(*this)), EndsWith("\n5:ab cd\n"));
}

TEST_CASE_METHOD(Census, "a list with spaces is run without the shell", "[py-226]") {
    CHECK_THAT(check_output(words_with_blanks(*this)), EndsWith("\n5:ab cd\n"));
}

TEST_CASE_METHOD(Census, "a list is quoted for programs, not for the shell", "[py-228]") {
    CHECK(check_output({"echo", "a b&echo", "c"}, shell = true) == "\"a b&echo\" c\r\n");
    CHECK(check_output({"echo", "a&echo", "b c"}, shell = true) == "a\r\n\"b c\"\r\n");
}

TEST_CASE_METHOD(Census, "the shell's output can be read in its encodings", "[py-242]") {
    const auto codec = GENERATE("ansi", "oem");
    const Environment fruit = [] {
        Environment changed = os_environ.copy();
        changed["FRUIT"] = "physalis";
        return changed;
    }();
    CHECK_THAT(check_output("set", shell = true, env = fruit, encoding = codec), ContainsSubstring("FRUIT=physalis\n"));
    CHECK_THAT(check_output(std::vector<std::string>{"set"}, shell = true, env = fruit, encoding = codec),
               ContainsSubstring("FRUIT=physalis\n"));
}

TEST_CASE_METHOD(Census, "a command that the shell cannot find is an exit status, not an exception", "[py-42]") {
    CHECK(run("no-such-program", shell = true, stderr_ = DEVNULL).returncode != 0); // 1, or 9009 with Wine
}
