// What a child makes of the signals that ask it to end.
#include "support/loop.hpp"
#include "support/posix/helpers.hpp"

#include <subprocess/communication.hpp>
#include <subprocess/run_all.hpp>

#include <csignal>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <sys/wait.h>

using namespace subprocess;
using namespace tests;

namespace {

/// A child that has said so is ready for signals.
void await_ready(Popen& process) {
    CHECK(process.stdout_.read(5) == "ready");
}

/// The exception of `attempt(limit)` once the child had the time to say that it is ready.
template <class Attempt> TimeoutExpired late_and_ready(Attempt attempt) {
    for (double limit = time_to_start();; limit *= 2) {
        const auto late = thrown<TimeoutExpired>([&] { attempt(limit); });
        if (late.stdout_->substr(0, 5) == "ready")
            return late;
    }
}

} // namespace

TEST_CASE_METHOD(Census, "a child that ignores SIGTERM is killed after its step") {
    Popen process(child("ignore", SIGTERM, "to", 1, "ready", "until", 0), stdin_ = PIPE, stdout_ = PIPE,
                  grace = moment);
    await_ready(process);
    CHECK(duration_of([&] { CHECK(process.stop() == -SIGKILL); }) >= moment);
}

TEST_CASE_METHOD(Census, "the next step comes only if the child is still there") {
    const int signal = GENERATE(SIGINT, SIGTERM);
    Popen process(
        child("ignore", SIGINT + SIGTERM - signal, "on", signal, "exit", 7, "then", "to", 1, "ready", "until", 0),
        stdin_ = PIPE, stdout_ = PIPE,
        grace = {{SIGINT, signal == SIGINT ? std::chrono::milliseconds(1h) : moment}, {SIGTERM, 1h}});
    await_ready(process);
    CHECK(process.stop() == 7);
}

TEST_CASE_METHOD(Census, "a stopped child is continued, so that it can end") {
    Popen process(child("on", SIGTERM, "exit", 7, "then", "raise", SIGSTOP, "until", 0), stdin_ = PIPE, grace = 1h);
    siginfo_t about{};
    CHECK(::waitid(P_PID, static_cast<id_t>(process.pid), &about, WSTOPPED | WNOWAIT) == 0);
    CHECK(process.stop() == 7);
}

TEST_CASE_METHOD(Census, "what a child writes when it is asked to end is read, so that it can end") {
    constexpr int size = 3 << 20; // more than a pipe holds, and than lies in one piece of memory
    const auto command = child("on", SIGTERM, "repeat", 1, size, "z", "repeat", 2, size, "e", "exit", 7, "then", "to",
                               1, "ready", "until", 0);
    SECTION("by run, which has it in its exception") {
        const auto late = late_and_ready(
            [&](double limit) { run(command, stdin_ = Gate(), capture_output = true, timeout = limit, grace = 1h); });
        CHECK((late.stdout_ == std::string("ready").append(size, 'z')));
        CHECK((late.stderr_ == std::string(size, 'e')));
    }
    SECTION("by check_output") {
        const auto late = late_and_ready([&](double limit) {
            (void)check_output(command, stdin_ = Gate(), stderr_ = STDOUT, timeout = limit, grace = 1h);
        });
        CHECK(late.output().size() == 5 + 2 * size);
    }
    SECTION("by stop, for a later communicate") {
        Popen process(command, stdin_ = PIPE, stdout_ = PIPE, stderr_ = PIPE, grace = 1h);
        await_ready(process);
        CHECK(process.stop() == 7);
        const auto [out, err] = process.communicate();
        CHECK((out == std::string(size, 'z')));
        CHECK((err == std::string(size, 'e')));
    }
}

TEST_CASE_METHOD(Census, "call asks, too") {
    const auto told = folder() / "told";
    const auto command = child("on", SIGTERM, "to", 1, ", bye", "exit", 0, "then", "to", 1, "ready", "until", 0);
    std::string said;
    for (double limit = time_to_start(); said.substr(0, 5) != "ready"; limit *= 2) {
        CHECK_THROWS_AS(call(command, stdin_ = Gate(), stdout_ = open(told, "w"), timeout = limit, grace = 1h),
                        TimeoutExpired);
        said = content_of(told);
    }
    CHECK(said == "ready, bye");
}

TEST_CASE_METHOD(Census, "a grandchild that holds the pipe does not delay the steps") {
    Gate gate;
    LifeLine line;
    Popen process(child("fork", "until", gate.native_handle(), "parent", "close", line.native_handle(), "to", 1,
                        "ready", "until", 0),
                  stdin_ = PIPE, stdout_ = PIPE, grace = 1h, passing({gate.native_handle(), line.native_handle()}));
    await_ready(process);
    CHECK(process.stop() == -SIGTERM);
    line.given();
    CHECK(line.alive());
    gate.open();
    line.await_end();
}

TEST_CASE_METHOD(Census, "a child that says more than max_output while it is asked to end is not blocked by that") {
    const auto code = [](auto&& err) {
        Popen process(child("on", SIGTERM, "repeat", 1, 300000, "z", "repeat", 2, 300000, "z", "exit", 7, "then", "to",
                            1, "ready", "until", 0),
                      stdin_ = PIPE, stdout_ = PIPE, stderr_ = err, max_output = 10, grace = 1h);
        await_ready(process);
        return process.stop();
    };
    CHECK(code(PIPE) == 7);
    CHECK(code(each_chunk([](std::string_view) {})) == 7);
}

TEST_CASE_METHOD(Census, "of two streams that say too much when the child is asked to end, one byte more is kept") {
    Gate gate;
    Popen process(child("fork", "until", gate.native_handle(), "parent", "on", SIGTERM, "to", 1, "12345678", "to", 2,
                        "abcdefgh", "exit", 7, "then", "to", 1, "ready", "until", 0),
                  stdin_ = PIPE, stdout_ = PIPE, stderr_ = PIPE, max_output = 4, grace = 1h,
                  passing({gate.native_handle()}));
    await_ready(process);
    CHECK(process.stop() == 7);
    gate.open();
    CHECK(process.stdout_.read() == "12345");
    CHECK(process.stderr_.read() == "abcde");
}

TEST_CASE_METHOD(Census, "a child that says too much for a full pipe when it is asked to end is not blocked by that") {
    constexpr int pipe_and_buffer = 3 * 65536; // what goes to a child that does not read
    Gate gate;
    Popen second(child("until", gate.native_handle()), stdin_ = PIPE, passing({gate.native_handle()}));
    Popen first(child("on", SIGTERM, "repeat", 1, 3000000, "z", "exit", 7, "then", "to", 2, "ready", "until", 0),
                stdin_ = PIPE, stdout_ = to(second.stdin_), stderr_ = PIPE, max_output = pipe_and_buffer, grace = 1h);
    CHECK(first.stderr_.read(5) == "ready");
    CHECK(first.stop() == 7);
    gate.open();
}

TEST_CASE_METHOD(Census, "what a child says too much when stop asks it to end is an error of communicate") {
    Popen process(child("on", SIGTERM, "to", 1, "12345678", "exit", 7, "then", "to", 1, "ready", "until", 0),
                  stdin_ = PIPE, stdout_ = PIPE, max_output = 4, grace = 1h);
    await_ready(process);
    CHECK(process.stop() == 7);
    CHECK(thrown<OutputLimitExceeded>([&] { process.communicate(); }).stdout_ == "1234");
    CHECK(process.wait() == 7);
}

TEST_CASE_METHOD(Census, "after a cancel a loop waits for the next one, and is not woken up by this one again") {
    Cancellation source;
    Gate gate;
    Pipe words;
    Running running(child("ignore", SIGTERM, "to", words.writer.get(), "ready", "until", 0), stdin_ = gate,
                    stdout_ = PIPE, subprocess::cancel = source, grace = 1h, passing({words.writer.get()}));
    words.read();
    step_until_idle(running);
    source.cancel();
    CHECK(is_ready(running.interests()));
    running.step();
    running.step();
    CHECK_FALSE(is_ready(running.interests()));
    source.cancel();
    CHECK(is_ready(running.interests()));
    drive(running);
    CHECK_THROWS_AS(running.result(), Cancelled);
}

TEST_CASE_METHOD(Census, "on_line is not called again after it has thrown, while the other commands are ended") {
    const Gate gate;
    const std::vector<std::vector<std::string>> commands(
        2, child("on", SIGTERM, "to", 1, "bye\n", "exit", 0, "then", "to", 1, "ready\n", "until", 0));
    int lines = 0;
    const auto second_is_too_much = [&](std::size_t, std::string_view) {
        if (++lines == 2)
            throw std::domain_error("x");
    };
    CHECK_THROWS_AS(run_all(commands, jobs = 2, stdin_ = gate, grace = 1h, on_line = second_is_too_much),
                    std::domain_error);
    CHECK(lines == 2);
}
