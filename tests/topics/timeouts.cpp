// Timeouts hold, and output that was read before them is kept.
#include "support/helpers.hpp"

#include <limits>

using namespace subprocess;
using namespace tests;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// The exception of `attempt(limit)` once it has output. On a slow machine the child may need more than a moment.
template <class Attempt> TimeoutExpired late_with_output(Attempt attempt) {
    for (double limit = 0.05;; limit *= 2) {
        const auto late = thrown<TimeoutExpired>([&] { attempt(limit); });
        if (!late.stdout_.empty())
            return late;
    }
}

} // namespace

TEST_CASE_METHOD(Census, "communicate returns partial output when the deadline passes", "[lesson-38][py-156]") {
    Popen process(child("to", 1, "so far", "until", 0, "to", 1, " and on"), stdin_ = PIPE, stdout_ = PIPE,
                  stderr_ = PIPE);
    Handle input_end(process.stdin_.detach());
    const auto late = late_with_output([&](double limit) { process.communicate(None, limit); });
    CHECK(late.stdout_ == "so far");
    CHECK(late.stderr_ == "");
    CHECK(late.cmd == process.args);
    CHECK(process.poll() == None);

    input_end.close();
    CHECK(process.communicate().stdout_ == "so far and on");
}

TEST_CASE_METHOD(Census, "after a timeout communicate continues in both directions",
                 "[lesson-38][lesson-40][py-157][py-159][py-241]") {
    Gate gate;
    const std::string much(3 << 20, 'x');
    Popen process(child("until", gate.native_handle(), "cat"), stdin_ = PIPE, stdout_ = PIPE,
                  passing({gate.native_handle()}));
    CHECK_THROWS_AS(process.communicate(much, moment), TimeoutExpired);
    CHECK_THROWS_AS(process.communicate(None, moment), TimeoutExpired);
    gate.open();
    CHECK((process.communicate().stdout_ == much));
}

TEST_CASE_METHOD(Census, "the input may be destroyed after a timeout before all of it is sent", "[py-159]") {
    Gate gate;
    Popen process(child("until", gate.native_handle(), "cat"), stdin_ = PIPE, stdout_ = PIPE,
                  passing({gate.native_handle()}));
    {
        std::string passing(1 << 20, 'x');
        CHECK_THROWS_AS(process.communicate(passing, moment), TimeoutExpired);
        passing.assign(passing.size(), 'y');
    }
    gate.open();
    CHECK((process.communicate().stdout_ == std::string(1 << 20, 'x')));
}

TEST_CASE_METHOD(Census, "after a timeout new input is refused, but no input is fine", "[py-158]") {
    Popen process(child("until", 0), stdin_ = PIPE, stdout_ = PIPE);
    CHECK_THROWS_AS(process.communicate(std::string(1 << 20, 'x'), 0), TimeoutExpired);
    CHECK(text_of<ValueError>([&] { process.communicate("more"); }) ==
          "Cannot send input after starting communication");
    CHECK(process.communicate("").stdout_ == "");
}

TEST_CASE_METHOD(Census, "a TimeoutExpired has the requested timeout", "[py-127][py-162]") {
    const Gate gate;
    Popen process(child("until", 0), stdin_ = gate, stdout_ = PIPE);
    CHECK(thrown<TimeoutExpired>([&] { process.wait(moment); }).timeout == Approx(0.02));
    CHECK(thrown<TimeoutExpired>([&] { process.wait(moment); }).stdout_ == None);
    CHECK(thrown<TimeoutExpired>([&] { process.communicate(None, moment); }).timeout == Approx(0.02));
    CHECK_THAT(text_of<TimeoutExpired>([&] { process.wait(-1); }), EndsWith("timed out after -1 seconds"));
    process.kill();
}

TEST_CASE_METHOD(Census, "zero and negative timeouts check once", "[lesson-39][py-128][py-160][py-240]") {
    const double limit = GENERATE(0.0, -0.0, -1.0, -1e300, -infinite);
    CAPTURE(limit);
    Gate gate;
    Popen blocked(child("until", 0), stdin_ = gate);
    CHECK_THROWS_AS(blocked.wait(limit), TimeoutExpired);
    CHECK_THROWS_AS(blocked.communicate(None, limit), TimeoutExpired);
    gate.open();
    CHECK(blocked.wait() == 0);
    CHECK(blocked.wait(limit) == 0);
    CHECK_THROWS_AS(run(child("until", 0), stdin_ = Gate(), timeout = limit), TimeoutExpired);
}

TEST_CASE_METHOD(Census, "a zero timeout still reads what is ready", "[lesson-39][py-160][py-161]") {
    const Gate gate;
    Pipe written;
    Popen process(child("to", 1, "ready", "to", written.writer.get(), "!", "until", 0), stdin_ = gate, stdout_ = PIPE,
                  passing({written.writer.get()}));
    CHECK(written.read() == "!");
    CHECK(thrown<TimeoutExpired>([&] { process.communicate(None, 0); }).stdout_ == "ready");
    process.kill();
}

TEST_CASE_METHOD(Census, "huge and infinite timeouts wait", "[lesson-39][py-129]") {
    const double limit = GENERATE(1e5, 4294967.3 /* 49.7 days, 2^32 ms */, 1e10, 1e300, infinite);
    CAPTURE(limit);
    CHECK(run(child("to", 1, "x"), stdout_ = PIPE, timeout = limit).stdout_ == "x");
    CHECK(call(child("exit", 3), timeout = limit) == 3);
    CHECK(run(child("exit", 0), timeout = std::chrono::hours::max()).returncode == 0);
}

TEST_CASE_METHOD(Census, "a tiny timeout is a timeout", "[lesson-39]") {
    CHECK_THROWS_AS(run(child("until", 0), stdin_ = Gate(), timeout = 1ns), TimeoutExpired);
    CHECK_THROWS_AS(run(child("until", 0), stdin_ = Gate(), timeout = 1e-300), TimeoutExpired);
}

TEST_CASE_METHOD(Census, "a timeout is never early", "") {
    CHECK(duration_of([] { CHECK_THROWS(run(child("until", 0), stdin_ = Gate(), timeout = moment)); }) >= moment);
    CHECK(duration_of([] { CHECK_THROWS(call(child("until", 0), stdin_ = Gate(), timeout = moment)); }) >= moment);
}

TEST_CASE_METHOD(Census, "a child that reads nothing does not delay the timeout", "[lesson-40][py-154]") {
    Gate gate;
    const std::string much(1 << 20, 'x');
    CHECK_THROWS_AS(
        run(child("until", gate.native_handle()), input = much, timeout = moment, passing({gate.native_handle()})),
        TimeoutExpired);
}

TEST_CASE_METHOD(Census, "the deadline also applies to a child that closes all its streams", "[lesson-52]") {
    Gate gate;
    const auto closed = child("close", 0, "close", 1, "close", 2, "until", gate.native_handle());
    CHECK_THROWS_AS(run(closed, input = "x", capture_output = true, timeout = moment, passing({gate.native_handle()})),
                    TimeoutExpired);
}

TEST_CASE_METHOD(Census, "a timeout of run kills and reaps the child", "[py-176]") {
    LifeLine line;
    CHECK_THROWS_AS(run(child("until", 0), stdin_ = Gate(), timeout = moment, passing({line.native_handle()})),
                    TimeoutExpired);
    line.given();
    line.await_end();
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "a return whose line feed may still come is in the exception") {
    const Gate gate;
    Popen process(child("bytes", 1, in_hex("a\r"), "until", 0), stdin_ = gate, stdout_ = PIPE, text = true);
    CHECK(process.stdout_.read(1) == "a");
    CHECK(thrown<TimeoutExpired>([&] { process.communicate(timeout = moment); }).stdout_ == "\r");
    process.kill();
}

TEST_CASE_METHOD(Census, "a child that has written and ended is not late") {
    Popen process(child("to", 1, "out", "to", 2, "err"), stdout_ = PIPE, stderr_ = PIPE);
    await_end(process);
    CHECK(process.communicate(None, 0).stdout_ == "out");
}
