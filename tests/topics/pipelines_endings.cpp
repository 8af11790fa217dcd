// How pipelines end before their commands do.
#include "support/canceller.hpp"
#include "support/helpers.hpp"
#include "support/sinks.hpp"

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "after a timeout all commands are ended, and what was read is in the exception") {
    const Gate gate; // stays closed
    const auto error = thrown<TimeoutExpired>([&] {
        run_pipeline(child("to", 2, "a", "until", 0), child("until", 0), child("to", 1, "b", "until", 0), stdin_ = gate,
                     capture_output = true, timeout = moment);
    });
    CHECK(error.timeout == 0.02);
    CHECK(error.cmd.is_string());
    CHECK_THAT(error.cmd.str(), ContainsSubstring(" until 0 | "));
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "what was read before a timeout is not lost") {
    const Gate gate; // stays closed
    std::string out;
    std::string err;
    for (double limit = 0.01; out.empty() || err.empty(); limit *= 2) {
        const auto error = thrown<TimeoutExpired>([&] {
            run_pipeline(child("to", 2, "a", "until", 0), child("to", 1, "b", "until", 0), stdin_ = gate,
                         capture_output = true, timeout = limit);
        });
        out = error.stdout_;
        err = error.stderr_;
    }
    CHECK(out == "b");
    CHECK(err == "a");
}

TEST_CASE_METHOD(Census, "a timeout ends a pipeline that captures nothing") {
    const Gate gate; // stays closed
    CHECK_THROWS_AS(run_pipeline(child("until", 0), child("until", 0), stdin_ = gate, timeout = moment),
                    TimeoutExpired);
    CHECK_THROWS_AS(
        run_pipeline(child("until", 0), child("until", 0), stdin_ = gate, timeout = moment, tree = true, grace = 1h),
        TimeoutExpired);
}

TEST_CASE_METHOD(Census, "idle_timeout, max_output and cancel are for the whole pipeline") {
    const Gate gate; // stays closed
    const auto error = thrown<TimeoutExpired>([&] {
        run_pipeline(child("until", 0), child("to", 1, "x", "until", 0), stdin_ = gate, stdout_ = PIPE,
                     idle_timeout = moment);
    });
    CHECK(error.idle);
    const auto too_much = thrown<OutputLimitExceeded>(
        [&] { run_pipeline(child("flood", 1), child("cat"), capture_output = true, max_output = 5); });
    CHECK(too_much.stdout_ == "zzzzz");
    Cancellation source;
    {
        const Canceller canceller(source);
        CHECK_THROWS_AS(run_pipeline(canceller.ready_child(), child("cat"), stdin_ = gate, stdout_ = PIPE,
                                     cancel = source, passing({canceller.native_handle()})),
                        Cancelled);
    }
    CHECK_THROWS_AS(run_pipeline({"/nonexistent"}, child("cat"), cancel = source), Cancelled); // starts nothing
}

TEST_CASE_METHOD(Census, "with grace a pipeline returns as soon as all commands have ended") {
    const Gate gate; // stays closed
    CHECK_THROWS_AS(run_pipeline(child("until", 0), child("until", 0), child("until", 0), stdin_ = gate, stdout_ = PIPE,
                                 timeout = moment, grace = 1h),
                    TimeoutExpired);
    CHECK_THROWS_AS(run_pipeline(child("flood", 1), child("cat"), stdout_ = PIPE, max_output = 5, grace = 1h),
                    OutputLimitExceeded);
}

TEST_CASE_METHOD(Census, "what a sink throws ends all commands") {
    const Gate gate; // stays closed
    const auto stop = [](std::string_view) { throw Stopped(); };
    CHECK_THROWS_AS(
        run_pipeline(child("until", 0), child("to", 1, "x\n", "until", 0), stdin_ = gate, stdout_ = each_line(stop)),
        Stopped);
    const auto fail = []() -> std::string { throw Stopped(); };
    CHECK_THROWS_AS(
        run_pipeline(child("until", 0), child("until", 0, "to", 1, "x"), stdin_ = fail, stdout_ = PIPE, grace = 1ms),
        Stopped);
}

TEST_CASE_METHOD(Census, "with drain a pipeline returns although a process holds its pipes") {
    Gate gate;
    LifeLine line;
    const CompletedPipeline done =
        run_pipeline(child("to", 1, "x"),
                     child("cat", "fork", "until", gate.native_handle(), "parent", "close", line.native_handle()),
                     stdout_ = PIPE, drain = 20ms, passing({gate.native_handle(), line.native_handle()}));
    CHECK(done.stdout_ == "x");
    CHECK(done.leaked);
    line.given();
    CHECK(line.alive());
    gate.open();
    line.await_end();
}

TEST_CASE_METHOD(Census, "with drain a pipeline returns although a process holds a pipe before or behind a function") {
    const Gate gate; // stays closed until the end
    const auto leave = [&](const auto&... parts) {
        return child("fork", "until", gate.native_handle(), "parent", parts...);
    };
    const auto pass = [](std::string_view in, std::string& out) { out += in; };
    const CompletedPipeline done = run_pipeline(leave("to", 1, "x"), through(pass), leave("read", 0, 1, "to", 1, "y"),
                                                stdout_ = PIPE, drain = 20ms, passing({gate.native_handle()}));
    CHECK(done.stdout_ == "y");
    CHECK(done.leaked);
}

TEST_CASE_METHOD(Census,
                 "a tree in a pipeline is ended when its program has ended, so that the next one sees the end") {
    const Gate gate; // stays closed
    const auto leave = [&](const auto&... parts) {
        return child("fork", "until", gate.native_handle(), "parent", parts...);
    };
    const CompletedPipeline first =
        run_pipeline(leave("to", 1, "x"), child("cat"), stdout_ = PIPE, tree = true, passing({gate.native_handle()}));
    CHECK(first.stdout_ == "x");
    CHECK(first.left_behind == 1);
    const CompletedPipeline last = run_pipeline(child("flood", 1), leave("exit", 3), stderr_ = DEVNULL, tree = true,
                                                passing({gate.native_handle()}));
    CHECK(last.returncodes.back() == 3);
    CHECK(last.left_behind == 1);
}

TEST_CASE_METHOD(Census, "if a sink throws at what was left behind, that is ended, too") {
    const Gate gate; // stays closed
    LifeLine line;
    const auto stop = [](std::string_view) { throw Stopped(); };
    const auto leave = child("fork", "to", 1, "late", "until", gate.native_handle(), "parent", "close",
                             line.native_handle(), "exit", 0);
    CHECK_THROWS_AS(run_pipeline(child("exit", 0), leave, stdout_ = each_chunk(stop), tree = true, drain = 1h,
                                 passing({gate.native_handle(), line.native_handle()})),
                    Stopped);
    line.given();
    line.await_end();
}

TEST_CASE_METHOD(Census, "of trees with drain, what is left behind may still write") {
    const Gate gate; // stays closed
    const auto leave = child("fork", "to", 1, "late", "parent", "exit", 0);
    const CompletedPipeline done = run_pipeline(child("exit", 0), leave, stdout_ = PIPE, tree = true, drain = 1h);
    CHECK(done.stdout_ == "late");
    CHECK_FALSE(done.leaked);
    const auto write_much = child("fork", "repeat", 1, 100, "x", "until", gate.native_handle(), "parent", "exit", 0);
    CHECK_THROWS_AS(run_pipeline(child("exit", 0), write_much, stdout_ = PIPE, tree = true, drain = 1h, max_output = 10,
                                 passing({gate.native_handle()})),
                    OutputLimitExceeded);
}
