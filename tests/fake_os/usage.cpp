// The usage of a child, on a system that tells what the test says.
#include "fake_os/fake_os.hpp"

#include "support/catch.hpp"

#include <subprocess.hpp>

namespace sp = subprocess;
using sp::None;
using tests::fake_os;
using tests::WithFakeOs;

TEST_CASE_METHOD(WithFakeOs, "the usage is what the system says, and the time on the clock is measured") {
    fake_os().usage = sp::Usage(1.5, 0.25, 4096);
    const sp::CompletedProcess done = sp::run({"child"});
    REQUIRE(done.usage != None);
    CHECK(done.usage->user == 1.5);
    CHECK(done.usage->system == 0.25);
    CHECK(done.usage->wall > 0);
    CHECK(done.usage->max_rss() == std::optional<std::uint64_t>(4096));
}

TEST_CASE_METHOD(WithFakeOs, "a peak that may be our own is not told") {
    fake_os().usage = sp::Usage(0, 0, 4096);
    fake_os().own_peak = 4095;
    const sp::CompletedProcess done = sp::run({"child"});
    CHECK(done.usage->max_rss() != None);
    fake_os().own_peak = 4096;
    CHECK(done.usage->max_rss() == None);
}

TEST_CASE_METHOD(WithFakeOs, "a child of which the system knows nothing has no usage, not even a time on the clock") {
    CHECK(sp::run({"child"}).usage == None);
    sp::Popen process({"child"});
    process.wait();
    CHECK(process.usage == None);
}

TEST_CASE_METHOD(WithFakeOs, "a child that is still running has no usage") {
    fake_os().usage = sp::Usage(1, 1, 1);
    bool has_ended = false;
    fake_os().on_wait = [&](sp::detail::Deadline) { return has_ended ? std::optional<int>(0) : std::nullopt; };
    sp::Popen process({"child"});
    CHECK(process.poll() == None);
    CHECK(process.usage == None);
    has_ended = true;
    process.poll();
    CHECK(process.usage != None);
}
