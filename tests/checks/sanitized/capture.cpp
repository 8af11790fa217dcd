// A program built with a sanitizer that uses the library built without one, as when it is installed.
#include "support/catch.hpp"

#include <subprocess.hpp>

using namespace subprocess;

TEST_CASE("with a sanitizer, large output takes no more memory than needed") {
    const Output output = run({CHILD_PROGRAM, "repeat", "1", "900000", "0123456789"}, stdout_ = PIPE).stdout_;
    constexpr std::size_t mebibyte = std::size_t{1} << 20;
    CHECK(output.size() == 9000000);
    CHECK(output.value().capacity() < 64 * mebibyte);
}
