// idle_timeout, and timeouts that are points in time.
#include "support/helpers.hpp"

#include <limits>

using namespace subprocess;
using namespace tests;

using Clock = std::chrono::steady_clock;

// idle_timeout --------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a child that says nothing for too long is ended") {
    const auto late = thrown<TimeoutExpired>(
        [] { run(child("until", 0), stdin_ = Gate(), stdout_ = PIPE, idle_timeout = moment, timeout = 1h); });
    CHECK(late.idle);
    CHECK(late.timeout == Approx(0.02));
    CHECK(late.stdout_ == "");
    CHECK_THAT(late.what(), EndsWith("' timed out after 0.02 seconds without input or output"));
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "the timeout that passes first is the one that is told") {
    const auto late = thrown<TimeoutExpired>(
        [] { run(child("until", 0), stdin_ = Gate(), stdout_ = PIPE, idle_timeout = 1h, timeout = moment); });
    CHECK_FALSE(late.idle);
    CHECK_THAT(late.what(), EndsWith("' timed out after 0.02 seconds"));
}

TEST_CASE_METHOD(Census, "a child that closes its streams and goes on is idle") {
    const Gate gate;
    const auto command = child("close", 1, "until", 0);
    CHECK(thrown<TimeoutExpired>([&] { run(command, stdin_ = gate, stdout_ = PIPE, idle_timeout = moment); }).idle);
    CHECK(thrown<TimeoutExpired>([&] {
              run(command, stdin_ = gate, stdout_ = PIPE, idle_timeout = moment, tree = true);
          }).idle);
}

TEST_CASE_METHOD(Census, "a child that does not read its input is idle") {
    const Gate gate;
    const auto late = thrown<TimeoutExpired>([&] {
        run(child("until", gate.native_handle()), input = std::string(1 << 20, 'x'), idle_timeout = moment,
            passing({gate.native_handle()}));
    });
    CHECK(late.idle);
}

TEST_CASE_METHOD(Census, "an idle communicate leaves the child and can be called again") {
    Gate gate;
    Popen process(child("to", 1, "so far", "until", 0, "to", 1, " and on"), stdin_ = gate, stdout_ = PIPE);
    CHECK(thrown<TimeoutExpired>([&] { process.communicate(idle_timeout = moment); }).idle);
    CHECK(process.poll() == None);
    gate.open();
    CHECK(process.communicate(idle_timeout = 1h, timeout = None).stdout_ == "so far and on");
    CHECK(process.communicate(idle_timeout = 0).stdout_ == "");
}

TEST_CASE_METHOD(Census, "an idle_timeout with nothing to watch is refused before the start") {
    const auto file = folder() / "started";
    CHECK_THROWS_AS(run(child("to", 1, "x"), stdout_ = open(file, "w"), idle_timeout = 1h), ValueError);
    CHECK(content_of(file) == "");
    CHECK_THROWS_AS(run(child("exit", 0), stdout_ = PIPE, idle_timeout = std::numeric_limits<double>::quiet_NaN()),
                    ValueError);
    Popen process(child("exit", 0));
    CHECK_THROWS_AS(process.communicate(idle_timeout = 1h), ValueError);
}

// Points in time ------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a timeout that is a point in time is the same for several calls") {
    const auto deadline = Clock::now() + 1h;
    CHECK(run(child("to", 1, "x"), stdout_ = PIPE, timeout = deadline).stdout_ == "x");
    CHECK(call(child("exit", 3), timeout = std::optional(deadline)) == 3);
    Popen process(child("exit", 4));
    CHECK(process.wait(deadline) == 4);
    CHECK(process.wait(timeout = deadline) == 4);
    CHECK(process.communicate(None, deadline).stdout_ == None);
    CHECK(check_output(child("to", 1, "x"), timeout = Clock::time_point::max()) == "x");
}

TEST_CASE_METHOD(Census, "after a point in time a call is late, and never before") {
    const auto deadline = Clock::now() + moment;
    const auto late = thrown<TimeoutExpired>([&] { run(child("until", 0), stdin_ = Gate(), timeout = deadline); });
    CHECK(Clock::now() >= deadline);
    CHECK((late.timeout > 0 && late.timeout <= 0.02));
    const auto too_late = thrown<TimeoutExpired>([&] { run(child("until", 0), stdin_ = Gate(), timeout = deadline); });
    CHECK(too_late.timeout < 0);
    CHECK_THROWS_AS(call(child("until", 0), stdin_ = Gate(), timeout = Clock::time_point::min()), TimeoutExpired);
}

TEST_CASE_METHOD(Census, "an Options keeps the point in time, not what was left of it") {
    Options options;
    options.timeout = Clock::now() + moment;
    const Options copy = options;
    while (copy.timeout.seconds() > 0) { // the clock goes on
    }
    CHECK(thrown<TimeoutExpired>([&] { call(child("until", 0), copy, stdin_ = Gate()); }).timeout <= 0);
}

TEST_CASE("a point in time is not a duration") {
    const Timeout point = Clock::now() + 1h;
    CHECK(point.is_point());
    CHECK((point.seconds() > 3500 && point.seconds() <= 3600));
    CHECK_FALSE(Timeout(1h).is_point());
    CHECK_THROWS_AS(run(child("exit", 0), stdout_ = PIPE, drain = point), ValueError);
    CHECK_THROWS_AS(run(child("exit", 0), stdout_ = PIPE, idle_timeout = point), ValueError);
}
