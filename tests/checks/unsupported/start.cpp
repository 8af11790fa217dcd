// A system without processes: every start throws, before anything is opened.
#include "support/catch.hpp"

#include <subprocess.hpp>

namespace sp = subprocess;

TEST_CASE("every start is refused on systems without processes", "[py-21]") {
    const auto refusal = [](auto start) {
        try {
            start();
        } catch (const sp::OSError& error) {
            return error.code();
        }
        return std::error_code();
    };
    CHECK(refusal([] { sp::run({"program"}); }) == std::errc::not_supported);
    CHECK(refusal([] { const sp::Popen child({"program"}, sp::stdin_ = sp::PIPE); }) == std::errc::not_supported);
    CHECK(refusal([] { (void)sp::getoutput("program"); }) == std::errc::not_supported);
}
