// The environment of this process, as it is now.
#include "support/helpers.hpp"

#include <cstdlib>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "a copy of the environment has values as they are, with all their equals signs", "[py-82]") {
    CHECK(in_fork([] {
              ::setenv("SUM", "1=1=1", 1);
              return os_environ.copy().get("SUM") + ' ' + check_output("echo $SUM", shell = true, env = {os_environ});
          }) == "1=1=1 1=1=1\n");
}
