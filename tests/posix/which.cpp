// which, where files have rights and PATH may be missing.
#include <subprocess/which.hpp>

#include "support/helpers.hpp"

#include <cstdlib>
#include <fstream>

#include <unistd.h>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "which passes over a file that may not be executed") {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("which." + std::to_string(::getpid()));
    std::filesystem::create_directory(folder);
    std::ofstream(folder / "tool") << "#!/bin/sh\n";
    const std::string path = folder.string() + ":" + std::filesystem::path(CHILD_PROGRAM).parent_path().string();
    CHECK(which("tool", path) == None);
    std::filesystem::permissions(folder / "tool", std::filesystem::perms::owner_all);
    CHECK(which("tool", path) == (folder / "tool").string());
    std::filesystem::remove_all(folder);
}

TEST_CASE_METHOD(Census, "which takes PATH, or the system's own when there is none") {
    const auto seen = in_fork([] {
        ::unsetenv("PATH");
        const std::string without = which("sh").value_or("nothing");
        ::setenv("PATH", "", 1);
        const std::string empty = which("sh").value_or("nothing");
        ::setenv("PATH", std::filesystem::path(CHILD_PROGRAM).parent_path().c_str(), 1);
        return without + ' ' + empty + ' ' + which(std::filesystem::path(CHILD_PROGRAM).filename()).value_or("nothing");
    });
    CHECK(seen == "/bin/sh nothing " CHILD_PROGRAM);
}
