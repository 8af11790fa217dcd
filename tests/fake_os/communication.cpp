// Communication and Running: what each step asks the system, and what the loop is told to wait for.
#include "fake_os/fake_os.hpp"

#include "support/catch.hpp"

#include <subprocess.hpp>
#include <subprocess/communication.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <string>
#include <vector>

namespace sp = subprocess;
using namespace std::chrono_literals;
using tests::Calls;
using tests::fake_os;
using tests::WithFakeOs;

namespace {

/// Nothing moves and nobody ends until told so.
struct Quiet : WithFakeOs {
    Quiet() {
        fake_os().on_exchange = [](const sp::detail::os::Exchange& all) { return all.count_open() == 0; };
        fake_os().on_wait = [](sp::detail::Deadline) {
            return ended || fake_os().was_called("signal 9") ? std::optional<int>(0) : std::nullopt;
        };
        ended = false;
    }

    /// The calls of one step.
    template <class Call> static Calls step(Call& call) {
        fake_os().calls.clear();
        call.step();
        return fake_os().calls;
    }

    static inline bool ended;
};

/// `3r 5w`
template <class Call> std::string interests_of(const Call& call) {
    std::string all;
    for (const sp::Interest& interest : call.interests())
        all.append(std::to_string(tests::number_of(interest.handle)))
            .append(interest.what == sp::Interest::What::read ? "r " : "w ");
    return all;
}

template <class Call> double seconds_until_deadline(const Call& call) {
    const auto deadline = call.deadline();
    REQUIRE(deadline);
    return std::chrono::duration<double>(*deadline - std::chrono::steady_clock::now()).count();
}

void close_all(const sp::detail::os::Exchange& all) {
    for (const sp::detail::os::Flow& flow : all)
        flow.stream->close();
}

} // namespace

TEST_CASE_METHOD(Quiet, "a step waits for nothing") {
    sp::Running running({"child"}, sp::input = "in", sp::capture_output = true);
    CHECK(step(running) == Calls{"exchange passed"});
    CHECK(interests_of(running) == "5r 7r 3w ");
    CHECK_FALSE(running.deadline());
    running.cancel();
    while (!running.step()) {
    }
    CHECK_THROWS_AS(running.result(), sp::Cancelled);
}

TEST_CASE_METHOD(Quiet, "after the last byte the end of the child is awaited, by pauses if nothing tells of it") {
    sp::Running running({"child"}, sp::stdout_ = sp::PIPE);
    fake_os().on_exchange = [](const sp::detail::os::Exchange& all) { return close_all(all), true; };
    CHECK(step(running) == Calls{"exchange passed", "close 3", "wait passed"});
    CHECK(interests_of(running) == "");
    const double first = seconds_until_deadline(running);
    CHECK(first < 0.01);
    for (int i = 0; i < 20; ++i)
        CHECK(step(running) == Calls{"wait passed"});
    CHECK(seconds_until_deadline(running) > 0.01);
    CHECK(seconds_until_deadline(running) < 0.06);
    ended = true;
    CHECK(running.step());
    CHECK(running.result().returncode == 0);
}

TEST_CASE_METHOD(Quiet, "a handle that is ready before the end does not keep a loop busy") {
    fake_os().exit_handle = tests::handle_of(99);
    sp::Running running({"child"});
    CHECK(step(running) == Calls{"exchange passed", "wait passed"});
    CHECK(interests_of(running) == "99r ");
    CHECK(step(running) == Calls{"wait passed", "wait_for 1 passed"});
    CHECK(interests_of(running) == "");
    CHECK(seconds_until_deadline(running) < 0.01);
    fake_os().on_wait_for = [](std::vector<sp::detail::os::Watched>&, const sp::detail::Deadline&) {};
    running.step();
    CHECK(interests_of(running) == "99r ");
    ended = true;
    CHECK(running.step());
}

TEST_CASE_METHOD(Quiet, "with drain a step looks at the program first, and then reads what it has written") {
    sp::Running running({"child"}, sp::stdout_ = sp::PIPE, sp::drain = 1h);
    CHECK(step(running) == Calls{"wait passed", "exchange passed"});
    ended = true;
    const Calls last = step(running);
    REQUIRE(last.size() > 2);
    CHECK(Calls(last.begin(), last.begin() + 2) == Calls{"wait passed", "exchange passed"});
    CHECK_FALSE(running.done());
    CHECK(interests_of(running) == "3r ");
    CHECK(seconds_until_deadline(running) > 3500);
    fake_os().on_exchange = [](const sp::detail::os::Exchange& all) { return close_all(all), true; };
    CHECK(running.step());
    CHECK_FALSE(running.result().leaked);
}

TEST_CASE_METHOD(Quiet, "the deadline is that of the timeout, then of each step of grace, then of the kill") {
    fake_os().exit_handle = tests::handle_of(99);
    sp::Running running({"child"}, sp::stdout_ = sp::PIPE, sp::timeout = 1000s,
                        sp::grace = {{SIGINT, 100s}, {SIGTERM, 200s}});
    running.step();
    CHECK(seconds_until_deadline(running) > 900);
    CHECK(seconds_until_deadline(running) <= 1000);
    running.cancel();
    running.step();
    CHECK(fake_os().signals() == Calls{"ask 2"});
    CHECK(seconds_until_deadline(running) > 90);
    CHECK(seconds_until_deadline(running) <= 100);
    CHECK(interests_of(running) == "99r 3r ");
    fake_os().on_wait = [](sp::detail::Deadline) { return std::optional<int>(); };
    fake_os().on_wait_for = [](std::vector<sp::detail::os::Watched>&, const sp::detail::Deadline&) {}; // none is ready
    running.cancel();
    running.step();
    CHECK(fake_os().signals() == Calls{"ask 2", "signal 9"});
    CHECK(seconds_until_deadline(running) > 1);
    CHECK(seconds_until_deadline(running) <= 2);
    CHECK(interests_of(running) == "99r "); // nobody reads any more
    ended = true;
    fake_os().on_wait = [](sp::detail::Deadline) { return std::optional<int>(-9); };
    CHECK(running.step());
    CHECK_FALSE(running.deadline());
    CHECK_THROWS_AS(running.result(), sp::Cancelled);
}

TEST_CASE_METHOD(Quiet, "a Running that is destroyed does not wait for the steps of grace") {
    { sp::Running running({"child"}, sp::stdout_ = sp::PIPE, sp::grace = 100s); }
    CHECK(fake_os().signals() == Calls{"signal 9"});
}

TEST_CASE_METHOD(Quiet, "a step after the deadline looks once more, and then ends the child") {
    sp::Running running({"child"}, sp::stdout_ = sp::PIPE, sp::timeout = 0);
    fake_os().on_exchange = [](const sp::detail::os::Exchange& all) {
        tests::receive(*all.begin(), "late");
        return false;
    };
    running.step();
    CHECK(fake_os().position_of("exchange passed") < fake_os().position_of("signal 9"));
    while (!running.step()) {
    }
    try {
        running.result();
        FAIL("no exception");
    } catch (const sp::TimeoutExpired& late) {
        CHECK_THAT(*late.stdout_, tests::StartsWith("late"));
    }
}

TEST_CASE_METHOD(Quiet, "input that a Communication has not sent is sent by the next one") {
    sp::Popen process({"child"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE);
    {
        sp::Communication first(process, sp::input = "abcdef");
        fake_os().on_exchange = [](const sp::detail::os::Exchange& all) {
            for (const sp::detail::os::Flow& flow : all)
                if (flow.source != nullptr)
                    CHECK(tests::send(flow, 2) == "ab");
            return false;
        };
        CHECK_FALSE(first.step());
    }
    sp::Communication second(process);
    std::string sent;
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& all) {
        for (const sp::detail::os::Flow& flow : all)
            if (flow.source != nullptr)
                sent = tests::send(flow, 10);
        return close_all(all), true;
    };
    ended = true;
    CHECK(second.step());
    CHECK(sent == "cdef");
}

TEST_CASE_METHOD(Quiet, "what a step finds broken is thrown by result, after the child was ended") {
    sp::Running running({"child"}, sp::stdout_ = sp::PIPE);
    fake_os().on_exchange = [](const sp::detail::os::Exchange&) -> bool {
        throw sp::OSError(std::make_error_code(std::errc::io_error));
    };
    CHECK(running.step());
    CHECK(fake_os().was_called("signal 9"));
    CHECK_THROWS_AS(running.result(), sp::OSError);
}
