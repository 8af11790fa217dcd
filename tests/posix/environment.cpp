// What an environment may hold on POSIX.
#include "support/helpers.hpp"

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "variables keep their order and need not be text", "[py-83][py-88]") {
    CHECK(check_output(child("env"), env = {{"B", "\xff"}, {"\xfe", "1"}, {"A", ""}}) == "B=\xff\n\xfe=1\nA=\n");
}
