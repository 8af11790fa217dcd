// Communication and Running: how calls in steps end early, and whose code they run.
#include "support/canceller.hpp"
#include "support/loop.hpp"
#include "support/sinks.hpp"
#include "support/talker.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <thread>

using namespace subprocess;
using namespace tests;

// Ends ----------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "in steps, a timeout ends the child") {
    Gate gate;
    Running running(child("to", 1, "so far", "until", 0), stdin_ = gate, stdout_ = PIPE, timeout = 50ms,
                    grace = GENERATE(as<std::optional<std::chrono::hours>>(), std::nullopt, 1h));
    CHECK(running.deadline());
    drive(running);
    const auto error = thrown<TimeoutExpired>([&] { running.result(); });
    CHECK(error.timeout == 0.05);
    CHECK_FALSE(error.idle);
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "in steps, what was read before a timeout is in the exception") {
    Talker talker;
    Running running(talker.command(), talker.options(), capture_output = true, idle_timeout = 1h);
    talker.await_ready();
    running.step();
    running.cancel();
    drive(running);
    const auto error = thrown<Cancelled>([&] { running.result(); });
    CHECK(error.stdout_ == "so far");
    CHECK(error.stderr_ == "");
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "in steps, communicate leaves the child after a timeout") {
    Gate gate;
    Popen process(child("to", 1, "a", "until", 0, "to", 1, "b"), stdin_ = gate, stdout_ = PIPE);
    Communication late(process, timeout = 1ms);
    drive(late);
    CHECK_THROWS_AS(late.result(), TimeoutExpired);
    CHECK(process.poll() == None);
    gate.open();
    CHECK(process.communicate().stdout_ == "ab");
}

TEST_CASE_METHOD(Census, "a Cancellation wakes up a loop") {
    Cancellation source;
    Gate gate;
    const Canceller canceller(source);
    Running running(canceller.ready_child("to", 1, "so far"), stdin_ = gate, stdout_ = PIPE,
                    subprocess::cancel = source, passing({canceller.native_handle()}));
    drive(running);
    CHECK(thrown<Cancelled>([&] { running.result(); }).stdout_ == "so far");
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "calls that share a Cancellation may be in one epoll set") {
    Cancellation source;
    Gate gate;
    Running first(child("until", 0), stdin_ = gate, subprocess::cancel = source);
    Running second(child("until", 0), stdin_ = gate, subprocess::cancel = source);
    step_until_idle(first);
    step_until_idle(second);
    for (const Interest& mine : first.interests())
        for (const Interest& other : second.interests())
            CHECK(mine.handle != other.handle); // epoll takes each descriptor once
    source.cancel();
    CHECK(is_ready(first.interests()));
    CHECK(is_ready(second.interests()));
    drive(first);
    drive(second);
    CHECK_THROWS_AS(first.result(), Cancelled);
    CHECK_THROWS_AS(second.result(), Cancelled);
}

TEST_CASE_METHOD(Census, "in steps, more than max_output ends the child") {
    Running running(child("flood", 1), stdout_ = PIPE, max_output = 1000);
    drive(running);
    const auto error = thrown<OutputLimitExceeded>([&] { running.result(); });
    CHECK(error.stdout_.size() == 1000);
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "a Running that is destroyed ends its child") {
    LifeLine line;
    Gate gate;
    {
        Running running(child("until", 0), stdin_ = gate, stdout_ = PIPE, grace = 1h, passing({line.native_handle()}),
                        subprocess::tree = GENERATE(false, true));
        line.given();
        if (GENERATE(false, true))
            step_until_idle(running);
        CHECK(line.alive());
    }
    CHECK_FALSE(line.alive());
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "a child that has ended before a cancel is a success") {
    Running running(child("exit", 0), stdout_ = PIPE);
    drive(running);
    running.cancel();
    CHECK(running.step());
    CHECK(running.result().returncode == 0);
}

// Sinks and sources ---------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "in steps, sinks and sources are served, and may be moved in") {
    std::string seen;
    int left = 3;
    Running running(
        child("cat"), stdin_ = [&] { return left-- > 0 ? std::string("line\n") : std::string(); },
        stdout_ = each_line([&](std::string_view line) { seen.append(line).append(";"); }));
    drive(running);
    CHECK(seen == "line;line;line;");
    CHECK(running.result().stdout_ == None);
}

TEST_CASE_METHOD(Census, "in steps, what a sink throws comes out of result, and the child is ended") {
    Gate gate;
    Running running(child("to", 1, "a\n", "until", 0), stdin_ = gate,
                    stdout_ = each_line([](std::string_view) { throw Stopped(); }));
    drive(running);
    CHECK_THROWS_AS(running.result(), Stopped);
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "a sink may not make a step of its own call") {
    Running* self = nullptr;
    std::string text_of_error;
    Running running(child("to", 1, "a\n"), stdout_ = each_line([&](std::string_view) {
                                               text_of_error = text_of<ValueError>([&] { self->step(); });
                                           }));
    self = &running;
    drive(running);
    CHECK(running.result().returncode == 0);
    CHECK_THAT(text_of_error, ContainsSubstring("not wait for it"));
}

TEST_CASE_METHOD(Census, "steps may be made by one thread after the other") {
    std::string all;
    Gate gate;
    Running running(child("to", 1, "a", "until", 0, "to", 1, "b"), stdin_ = gate,
                    stdout_ = each_chunk([&](std::string_view bytes) { all += bytes; }));
    while (all.empty())
        std::thread([&] { running.step(); }).join();
    gate.open();
    drive(running);
    CHECK(all == "ab");
}
