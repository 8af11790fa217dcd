// Runs the tests of one executable, with its own temporary folder, in which forgotten files are found.
#define CATCH_CONFIG_RUNNER
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

int main(int argc, char** argv) {
    const auto folder = tests::private_temporary_folder();
    const int failed = Catch::Session().run(argc, argv);
    std::filesystem::remove_all(folder);
    return failed;
}
