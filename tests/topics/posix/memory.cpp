// Captured bytes where memory is limited.
#include "support/helpers.hpp"
#include "support/posix/helpers.hpp"

#include <sys/resource.h>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "output is captured under an address space limit", "[beyond-qemu][beyond-sanitizers]") {
    CHECK(in_fork([] {
              constexpr rlim_t mebibyte = 1 << 20;
              rlimit limit{};
              limit.rlim_cur = limit.rlim_max = 1024 * mebibyte;
              ::setrlimit(RLIMIT_AS, &limit);
              const auto output = run(child("repeat", 1, 2000000, "0123456789"), stdout_ = PIPE).stdout_;
              return std::to_string(output.size());
          }) == "20000000");
}
