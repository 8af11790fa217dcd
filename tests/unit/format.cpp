#include "support/catch.hpp"

#include <subprocess/format.hpp>

using namespace subprocess;

TEST_CASE("fmt prints what std::ostream prints") {
    CHECK(fmt::format("{}", Command({"ls", "a b"})) == "['ls', 'a b']");
    CHECK(fmt::format("{} {}", Output("text"), Output()) == "text None");
    CHECK(fmt::format("{} {}", ReturnCode(9), ReturnCode()) == "9 None");
    CHECK(fmt::format("{}", CompletedProcess{Command({"ls"}), 0, Output("out\n"), {}}) ==
          "CompletedProcess(args=['ls'], returncode=0, stdout=b'out\\n')");
}
