// Runs the tests of one executable, with a temporary folder of its own to look for forgotten files in.
#define CATCH_CONFIG_RUNNER
#include "support/catch.hpp"
#include "support/census.hpp"

int main(int argc, char** argv) {
    const auto folder = tests::private_temporary_folder();
    const int failed = Catch::Session().run(argc, argv);
    std::filesystem::remove_all(folder);
    return failed;
}
