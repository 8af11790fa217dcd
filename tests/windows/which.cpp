// which, where the extension may be left out.
#include <subprocess/which.hpp>

#include "support/catch.hpp"

#include <subprocess.hpp>

#include <filesystem>

using namespace subprocess;

namespace {

const std::filesystem::path program(CHILD_PROGRAM);

} // namespace

TEST_CASE("which finds a program by its name without the extension") {
    const std::string found = which(program.stem(), program.parent_path()).value();
    CHECK(std::filesystem::equivalent(found, program));
    CHECK(run({found, "exit", "3"}).returncode == 3);
    CHECK(std::filesystem::equivalent(which(program).value(), program));
}

TEST_CASE("which takes PATH and PATHEXT of this process") {
    CHECK(std::filesystem::path(which("cmd").value()).filename() == "cmd.exe");
    CHECK(which("no such program") == None);
    CHECK(which(program.parent_path().filename(), program.parent_path().parent_path()) == None);
}
