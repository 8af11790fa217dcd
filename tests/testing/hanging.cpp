// FakeProcesses: fakes that hang. None of these tests takes the time that its limits say.
#include "support/helpers.hpp"

#include <subprocess/popen_set.hpp>
#include <subprocess/run_all.hpp>
#include <subprocess/testing.hpp>
#include <subprocess/wait_any.hpp>

#include <chrono>
#include <csignal>
#include <thread>

using namespace subprocess;
using namespace tests;
using namespace std::chrono_literals;

namespace {

constexpr int code_of_killed =
#ifdef _WIN32
    1;
#else
    -9;
#endif

constexpr int code_of_terminated =
#ifdef _WIN32
    1;
#else
    -15;
#endif

struct Hanging : Census {
    Hanging() { fake.on({"sleep"}).prints("awake\n").hangs(); }

    FakeProcesses fake;
};

} // namespace

TEST_CASE_METHOD(Hanging, "a timeout passes at once while a fake hangs") {
    try {
        run({"sleep"}, capture_output = true, timeout = 1h);
        FAIL("it has not thrown");
    } catch (const TimeoutExpired& late) {
        CHECK(late.timeout == 3600);
        CHECK(late.stdout_ == "awake\n");
        CHECK_FALSE(late.idle);
    }
    CHECK(fake.calls().front().signal_numbers == std::vector<int>{9});
    CHECK(fake.calls().front().returncode == code_of_killed);
}

TEST_CASE_METHOD(Hanging, "signal 0 asks whether a fake is there, and does not end it") {
    Popen process({"sleep"});
    process.send_signal(0);
    CHECK(process.poll() == None);
    process.kill();
    CHECK(process.wait() == code_of_killed);
}

TEST_CASE_METHOD(Hanging, "an idle timeout passes at once while a fake hangs") {
    try {
        run({"sleep"}, capture_output = true, idle_timeout = 1h);
        FAIL("it has not thrown");
    } catch (const TimeoutExpired& late) {
        CHECK(late.idle);
    }
}

TEST_CASE_METHOD(Hanging, "each way to wait for a hanging fake is late at once") {
    CHECK_THROWS_AS(call({"sleep"}, stdout_ = DEVNULL, timeout = 1h), TimeoutExpired);
    Popen child({"sleep"}, stdin_ = PIPE, stdout_ = PIPE);
    CHECK(child.poll() == None);
    CHECK_THROWS_AS(child.wait(timeout = 1h), TimeoutExpired);
    CHECK_THROWS_AS(child.communicate(timeout = 1h), TimeoutExpired);
    CHECK_THROWS_AS(wait_any({&child}, timeout = 1h), TimeoutExpired);
    child.terminate();
    CHECK(child.wait() == code_of_terminated);
    CHECK(child.communicate().stdout_ == "awake\n");
}

TEST_CASE_METHOD(Hanging, "a read with a limit is late at once") {
    Popen child({"sleep"}, stdout_ = PIPE);
    CHECK(child.stdout_.read1(timeout = 1h) == "awake\n");
    CHECK_THROWS_AS(child.stdout_.read1(timeout = 1h), TimeoutExpired);
    CHECK_THROWS_AS(child.stdout_.read_until("login: ", timeout = 1h), TimeoutExpired);
    CHECK(child.stdout_.read() == "");
    child.kill();
    CHECK(child.wait() == code_of_killed);
}

TEST_CASE_METHOD(Hanging, "a wait for a hanging fake without a limit throws") {
    CHECK_THROWS_WITH(run({"sleep"}, capture_output = true),
                      "FakeProcesses: the fake of ['sleep'] hangs, and this wait has no limit: it would never end");
    CHECK(fake.calls().front().returncode == code_of_killed);
    Popen child({"sleep"}, stdout_ = DEVNULL);
    CHECK_THROWS_AS(child.wait(), FakeError);
    CHECK_FALSE(fake.calls().back().returncode.has_value());
}

TEST_CASE_METHOD(Hanging, "a wait for several hanging fakes without a limit throws, too") {
    CHECK_THROWS_AS(run_all({{"sleep"}, {"sleep"}, {"sleep"}}, jobs = 2), FakeError);
    Popen first({"sleep"}), second({"sleep"});
    std::vector<Popen*> both{&first, &second};
    CHECK_THROWS_AS(wait_any(both), FakeError);
    PopenSet set;
    set.add(first);
    CHECK_THROWS_AS(set.wait_any(), FakeError);
}

TEST_CASE_METHOD(Hanging, "a fake may ignore what asks it to end") {
    fake.on({"stubborn"}).hangs().ignores(SIGTERM);
    CHECK_THROWS_AS(run({"stubborn"}, timeout = 1h, grace = 1h), TimeoutExpired);
    CHECK(fake.calls().back().signal_numbers == std::vector<int>{15, 9});
    CHECK_THROWS_AS(run({"sleep"}, stdout_ = DEVNULL, timeout = 1h, grace = 1h), TimeoutExpired);
    CHECK(fake.calls().back().signal_numbers == std::vector<int>{15});
    CHECK_THROWS_AS(fake.on({"x"}).ignores(9), ValueError);
}

TEST_CASE_METHOD(Hanging, "a hanging fake can be cancelled") {
    Cancellation stop;
    std::thread later([&] { stop.cancel(); });
    CHECK_THROWS_AS(run({"sleep"}, capture_output = true, cancel = stop), Cancelled);
    later.join();
}

TEST_CASE_METHOD(Hanging, "a hanging fake gets its input") {
    const std::string much(1'000'000, 'x');
    CHECK_THROWS_AS(run({"sleep"}, input = much, capture_output = true, timeout = 1h), TimeoutExpired);
    CHECK(fake.calls().front().input == much);
}
