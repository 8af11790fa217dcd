// A client of the jobserver of a real make.
#include "support/posix/helpers.hpp"

#include <sstream>
#include <string>
#include <vector>

using namespace subprocess;
using namespace tests;

namespace {

/// Four recipes that run one after the other, and whose command takes all tokens. make itself has the token of its one
/// job.
const std::string makefile = "all: third\n"
                             "first: ; +@" MAKE_CLIENT " return\n"
                             "second: first ; +@" MAKE_CLIENT " throw\n"
                             "third: second ; +@" MAKE_CLIENT " return\n"
                             "plain: ; @" MAKE_CLIENT " return\n"
                             "many: ; +@" MAKE_CLIENT " run_all true\n";

/// The programs in SUBPROCESS_MAKES.
std::vector<std::string> makes() {
    std::vector<std::string> all;
    std::istringstream list(MAKES);
    for (std::string make; std::getline(list, make, ',');)
        all.push_back(make);
    return all;
}

/// The stdout of make, which must have nothing to complain about: at its end it counts its tokens.
template <class... Words> std::string output_of_make(const std::string& make, const Words&... words) {
    const CompletedProcess result =
        run({make, "-f", "-", "--no-print-directory", words...}, input = makefile, capture_output = true,
            env = {os_environ, {"MAKEFLAGS", None}, {"MAKELEVEL", None}}, check = true);
    CHECK(result.stderr_ == "");
    return result.stdout_;
}

} // namespace

TEST_CASE_METHOD(Census, "a client gives all tokens back to make", "[make]") {
    for (const std::string& make : makes()) {
        CAPTURE(make);
        CHECK(output_of_make(make, "-j4") == "3\n3\n3\n");
        CHECK(output_of_make(make, "-j2", "NAME=--jobserver-auth=7,8") == "1\n1\n1\n");
    }
}

TEST_CASE_METHOD(Census, "a make with one job, or without a limit, has no jobserver", "[make]") {
    for (const std::string& make : makes()) {
        CAPTURE(make);
        CHECK(output_of_make(make, "-j1") == "-1\n-1\n-1\n");
        CHECK(output_of_make(make) == "-1\n-1\n-1\n");
        CHECK(output_of_make(make, "-j") == "-1\n-1\n-1\n");
    }
}

TEST_CASE_METHOD(Census, "a recipe that make does not take for a make gives no token away", "[make]") {
    for (const std::string& make : makes()) {
        CAPTURE(make);
        const std::string held = output_of_make(make, "-j4", "plain");
        CHECK((held == "-1\n" || held == "3\n")); // a named pipe is open to all
    }
}

TEST_CASE_METHOD(Census, "run_all has as many jobs under make as make has been told", "[make]") {
    for (const std::string& make : makes()) {
        CAPTURE(make);
        CHECK(output_of_make(make, "-j4", "many") == "4\n");
        CHECK(output_of_make(make, "-j2", "many") == "2\n");
        CHECK(output_of_make(make, "-j1", "many") == "8\n");
    }
}
