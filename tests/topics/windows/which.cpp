// which on Windows, where a program's extension can be left out.
#include <subprocess/which.hpp>

#include "support/helpers.hpp"

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;

namespace {

const fs::path program(CHILD_PROGRAM);

} // namespace

TEST_CASE("which finds a program by its name without extension") {
    const std::string found = which(program.stem(), program.parent_path()).value();
    CHECK(fs::equivalent(found, program));
    CHECK(run({found, "exit", "3"}).returncode == 3);
    CHECK(fs::equivalent(which(program).value(), program));
}

TEST_CASE_METHOD(Census, "a file without an extension is not a program") {
    file("shim", "#!/bin/sh\n");
    CHECK(which("shim", folder()) == None);
    CHECK(which(folder() / "shim") == None);
    file("shim.cmd", "");
    CHECK(fs::equivalent(which("shim", folder()).value(), folder() / "shim.cmd"));
}

TEST_CASE("which uses PATH and PATHEXT of this process") {
    CHECK(fs::path(which("cmd").value()).filename() == "cmd.exe");
    CHECK(which("no such program") == None);
    CHECK(which(program.parent_path().filename(), program.parent_path().parent_path()) == None);
}
