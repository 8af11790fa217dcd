// Commands on POSIX: the search for programs, scripts, and the shell.
#include "support/helpers.hpp"

#include <cstdlib>

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;

namespace {

/// Creates a shell script; `line` is its first line.
fs::path script(const Census& census, const std::string& name, const std::string& line, const std::string& text = {}) {
    const fs::path path = census.file(name, line + '\n' + text + '\n');
    fs::permissions(path, fs::perms::all);
    return path;
}

/// Creates a program that prints `told`.
fs::path teller(const Census& census, const std::string& name, const std::string& told) {
    fs::create_directories((census.folder() / name).parent_path());
    return script(census, name, "#!/bin/sh", "echo " + told);
}

} // namespace

TEST_CASE_METHOD(Census, "a string is the name of a program and is not split", "[py-29]") {
    const fs::path program = teller(*this, "with blanks in it", "run");
    CHECK(check_output(program.string()) == "run\n");
    CHECK(check_output(program.c_str()) == "run\n");
    CHECK(thrown<FileNotFoundError>([] { run("ls -l", env = {}); }).filename == "ls -l");
}

TEST_CASE_METHOD(Census, "an argument can be any bytes, and long", "[py-36]") {
    const std::vector<std::string> words = {CHILD_PROGRAM, "args", "\xff\xfe not text", std::string(100000, 'x')};
    CHECK(check_output(words) == as_printed({words[0], words[2], words[3]}));
}

// The shell -----------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "the shell is /bin/sh", "[py-38]") {
    CHECK(check_output("echo one; echo $0", shell = true) == "one\n/bin/sh\n");
}

TEST_CASE_METHOD(Census, "with a list the shell runs the first word and gets the others as arguments", "[py-39]") {
    CHECK(check_output({"echo $0 $1", "a", "b c"}, shell = true) == "a b c\n");
}

TEST_CASE_METHOD(Census, "executable replaces the shell", "[py-40]") {
    teller(*this, "sh", "mine");
    CHECK(check_output("echo $0", shell = true, executable = "/bin/bash") == "/bin/bash\n");
    CHECK(check_output("exit 1", shell = true, executable = folder() / "sh") == "mine\n");
}

TEST_CASE_METHOD(Census, "a command that the shell cannot find exits with 127", "[py-42]") {
    CHECK(run("/nonexistent/program", shell = true, stderr_ = DEVNULL).returncode == 127);
}

// The search ----------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "bare names are searched for in PATH, including executable's", "[lesson-64][py-46]") {
    CHECK(check_output({"sh", "-c", "echo found"}) == "found\n");
    CHECK(check_output({"x", "-c", "echo found"}, executable = "sh") == "found\n");
}

TEST_CASE_METHOD(Census, "the search uses PATH from the child's environment", "[lesson-64][py-47]") {
    teller(*this, "first/tool", "first");
    teller(*this, "second/tool", "second");
    const std::string both = (folder() / "first").string() + ":" + (folder() / "second").string();
    CHECK(check_output({"tool"}, env = {{"PATH", both}}) == "first\n");
    CHECK(check_output({"tool"}, env = {{"PATH", folder() / "second"}}) == "second\n");
    CHECK(thrown<FileNotFoundError>([] { run({"tool"}, env = {}); }).filename == "tool");
}

TEST_CASE_METHOD(Census, "without PATH the default folders are searched", "[lesson-64][py-47]") {
    CHECK(check_output({"sh", "-c", "echo found"}, env = {}) == "found\n");
}

TEST_CASE_METHOD(Census, "an empty entry in PATH is the child's working directory", "[lesson-64][py-48]") {
    teller(*this, "tool", "here");
    const char* path = GENERATE("", ":::", "/nonexistent:", ":/nonexistent");
    CHECK(check_output({"tool"}, env = {{"PATH", path}}, cwd = folder()) == "here\n");
}

TEST_CASE_METHOD(Census, "a relative program path is relative to the child's cwd", "[lesson-63][py-45]") {
    teller(*this, "bin/tool", "relative");
    CHECK(check_output({"bin/tool"}, cwd = folder()) == "relative\n");
    CHECK(check_output({"x"}, executable = "./tool", cwd = folder() / "bin") == "relative\n");
    CHECK(thrown<FileNotFoundError>([] { run({"bin/tool"}); }).filename == "bin/tool");
}

TEST_CASE_METHOD(Census, "the search skips files that cannot be executed", "[py-49]") {
    file("tool", "no program");
    fs::create_directory(folder() / "bin");
    teller(*this, "bin/tool", "found");
    const std::string search =
        folder().string() + ":" + (folder() / "tool").string() + ":" + (folder() / "bin").string();
    CHECK(check_output({"tool"}, env = {{"PATH", search}}) == "found\n");
}

TEST_CASE_METHOD(Census, "the search reports the first real error", "[py-49]") {
    file("tool", "no program");
    const auto error = thrown<PermissionError>([&] {
        run({"tool"}, env = {{"PATH", folder().string() + ":/nonexistent"}});
    });
    CHECK(error.filename == "tool");
    CHECK(error.code() == std::errc::permission_denied);
}

TEST_CASE_METHOD(Census, "a script without an interpreter line is not run by a shell", "[py-50]") {
    const auto error = thrown<OSError>([&] { run(script(*this, "script", "exit 0")); });
    CHECK(error.code() == std::errc::executable_format_error);
    CHECK(error.filename == folder() / "script");
}

TEST_CASE_METHOD(Census, "a script whose interpreter is missing is reported as not found", "[py-51]") {
    const fs::path path = script(*this, "script", "#!/nonexistent/interpreter");
    CHECK(thrown<FileNotFoundError>([&] { run(path); }).filename == path);
}

TEST_CASE_METHOD(Census, "without env, environment changes by preexec_fn reach the program", "[py-52]") {
    CHECK(check_output(
              "echo $FRUIT", shell = true, preexec_fn = [] { ::setenv("FRUIT", "pear", 1); }) == "pear\n");
}
