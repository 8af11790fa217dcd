// How the numbers of rlimits arrive at the system.
#include "fake_os/fake_os.hpp"

#include "support/catch.hpp"

#include <subprocess.hpp>

#include <climits>

namespace sp = subprocess;
using sp::detail::os::no_limit;
using tests::fake_os;
using tests::WithFakeOs;

namespace {

enum Resource { resource = 3 };

std::vector<sp::detail::os::ResourceLimit> arrived(const sp::arg::ResourceLimits& limits) {
    std::vector<sp::detail::os::ResourceLimit> result;
    fake_os().on_spawn = [&](const sp::detail::os::Start& start) { result = start.posix.limits; };
    sp::run({"child"}, sp::rlimits = limits);
    return result;
}

} // namespace

TEST_CASE_METHOD(WithFakeOs, "a limit is one number or two, of any integer type") {
    const auto limits = arrived({{resource, 2}, {4, {1U, 5LL}}});
    REQUIRE(limits.size() == 2);
    CHECK((limits[0].resource == 3 && limits[0].soft == 2 && limits[0].hard == 2));
    CHECK((limits[1].resource == 4 && limits[1].soft == 1 && limits[1].hard == 5));
}

TEST_CASE_METHOD(WithFakeOs, "the largest unsigned long is no limit, whatever its size") {
    const auto limits = arrived({{1, {0, ULONG_MAX}}, {2, ULLONG_MAX}, {3, UINT_MAX}});
    REQUIRE(limits.size() == 3);
    CHECK((limits[0].soft == 0 && limits[0].hard == no_limit));
    CHECK((limits[1].soft == no_limit && limits[1].hard == no_limit));
    CHECK(limits[2].soft == UINT_MAX);
}

TEST_CASE_METHOD(WithFakeOs, "limits that make no sense are refused before anything is opened") {
    CHECK_THROWS_WITH(sp::run({"child"}, sp::capture_output = true, sp::rlimits = {{resource, {5, 4}}}),
                      "rlimits: resource 3 has a soft limit above its hard limit");
    CHECK_THROWS_WITH(sp::run({"child"}, sp::capture_output = true, sp::rlimits = {{1, -5}}),
                      "rlimits: resource 1 cannot be negative, got -5");
    CHECK(fake_os().calls.empty());
}
