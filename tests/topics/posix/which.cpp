// which and shlex, with real files and a real shell.
#include <subprocess/shlex.hpp>
#include <subprocess/which.hpp>

#include "support/posix/helpers.hpp"

#include <cstdlib>
#include <fstream>

#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace {

const std::filesystem::path program(CHILD_PROGRAM);

} // namespace

TEST_CASE_METHOD(Census, "which finds a program by name along a path, and by its own path") {
    CHECK(which(program.filename(), program.parent_path()) == CHILD_PROGRAM);
    CHECK(which(program) == CHILD_PROGRAM);
    CHECK(run({which(program).value(), "exit", "3"}).returncode == 3);
}

TEST_CASE_METHOD(Census, "which does not find folders or missing files") {
    CHECK(which(program.parent_path().filename(), program.parent_path().parent_path()) == None);
    CHECK(which("no such program") == None);
    CHECK(which("no/such/program") == None);
    CHECK(which("") == None);
    CHECK(which(program.filename(), "") == None);
    CHECK(which(std::string(CHILD_PROGRAM) + '\0') == None);
}

TEST_CASE_METHOD(Census, "which skips files that are not executable") {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("which." + std::to_string(::getpid()));
    std::filesystem::create_directory(folder);
    std::ofstream(folder / "tool") << "#!/bin/sh\n";
    const std::string path = folder.string() + ":" + program.parent_path().string();
    CHECK(which("tool", path) == None);
    std::filesystem::permissions(folder / "tool", std::filesystem::perms::owner_all);
    CHECK(which("tool", path) == (folder / "tool").string());
    std::filesystem::remove_all(folder);
}

TEST_CASE_METHOD(Census, "which uses PATH, or the system's default without it") {
    const auto seen = in_fork([] {
        ::unsetenv("PATH");
        const std::string without = which("sh").value_or("nothing");
        ::setenv("PATH", "", 1);
        const std::string empty = which("sh").value_or("nothing");
        ::setenv("PATH", program.parent_path().c_str(), 1);
        return without + ' ' + empty + ' ' + which(program.filename()).value_or("nothing");
    });
    CHECK(seen == "/bin/sh nothing " CHILD_PROGRAM);
}

TEST_CASE_METHOD(Census, "a real shell splits the output of shlex::join into the same words") {
    const std::vector<std::string> words = {"it's", "", "$HOME", "a\\b\n*", "\"", "-n"};
    std::vector<std::string> seen = {CHILD_PROGRAM};
    seen.insert(seen.end(), words.begin(), words.end());
    const std::string line = shlex::join(child("args")) + ' ' + shlex::join(words);
    CHECK(check_output(line, shell = true) == as_printed(seen));
}
