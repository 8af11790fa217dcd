// Runs the tests of one executable, with a temporary folder of its own to look for forgotten files in.
#define CATCH_CONFIG_RUNNER
#include "support/catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>

int main(int argc, char** argv) {
    namespace fs = std::filesystem;
    std::string name = fs::temp_directory_path() / "subprocess-tests.XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
        return 99;
    fs::permissions(name, fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
    ::setenv("TMPDIR", name.c_str(), 1);

    const int failed = Catch::Session().run(argc, argv);
    fs::remove_all(name);
    return failed;
}
