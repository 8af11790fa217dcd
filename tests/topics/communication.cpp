// Communication and Running: communicate() and run() in steps, in a loop of one's own.
#include "support/canceller.hpp"
#include "support/loop.hpp"
#include "support/sinks.hpp"

#include <csignal>
#include <thread>

using namespace subprocess;
using namespace tests;

namespace {

constexpr int size = 300000; // more than pipes hold

std::string many(char c) {
    return std::string(size, c);
}

/// A child that says something and blocks. Once it is ready, what it has said is in the pipe.
struct Talker {
    template <class... Parts> std::vector<std::string> command(const Parts&... parts) const {
        return child("to", 1, "so far", "to", words.writer.get(), "ready", "until", 0, parts...);
    }
    Options options() {
        Options given = passing({words.writer.get()});
        given.stdin_ = gate;
        return given;
    }
    void await_ready() const { words.read(); }

    Gate gate;
    Pipe words;
};

template <class... K> CompletedProcess run_in_steps(const Args& command, K&&... keywords) {
    Running running(Command(command), std::forward<K>(keywords)...);
    drive(running);
    return running.result();
}

} // namespace

// Results -------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "in steps, run gives what it gives in one go") {
    const CompletedProcess done = run_in_steps(child("to", 1, "out", "cat", "repeat", 2, size, "e", "exit", 3),
                                               input = many('i'), capture_output = true);
    CHECK((done.stdout_ == std::string("out").append(many('i'))));
    CHECK((done.stderr_ == many('e')));
    CHECK(done.returncode == 3);
    CHECK(done.usage.has_value());
    CHECK(done.args == child("to", 1, "out", "cat", "repeat", 2, size, "e", "exit", 3));
}

TEST_CASE_METHOD(Census, "in steps, the input of run is its own copy") {
    std::string given = many('i');
    Running running(child("cat"), input = given, stdout_ = PIPE);
    given.assign(given.size(), 'x');
    drive(running);
    CHECK((running.result().stdout_ == many('i')));
}

TEST_CASE_METHOD(Census, "in steps, a child without pipes is waited for") {
    CHECK(run_in_steps(child("exit", 5)).returncode == 5);
    CHECK(run_in_steps(child("exit", 5), subprocess::tree = true).returncode == 5);
    CHECK(run_in_steps(child("to", 1, "x"), stdout_ = DEVNULL, drain = 0).returncode == 0);
}

TEST_CASE_METHOD(Census, "in steps, check checks") {
    Running running(child("to", 1, "so", "exit", 4), subprocess::check = true, stdout_ = PIPE);
    drive(running);
    const auto error = thrown<CalledProcessError>([&] { running.result(); });
    CHECK(error.returncode == 4);
    CHECK(error.stdout_ == "so");
}

TEST_CASE_METHOD(Census, "in steps, a program that does not exist is known at once") {
    CHECK_THROWS_AS(Running("/no/such/program"), FileNotFoundError);
    Cancellation source;
    source.cancel();
    CHECK_THROWS_AS(Running(child("exit", 0), subprocess::cancel = source), Cancelled);
}

TEST_CASE_METHOD(Census, "in steps, communicate gives what it gives in one go") {
    Popen process(child("cat", "exit", 3), stdin_ = PIPE, stdout_ = PIPE, text = true);
    process.stdin_.write("first ");
    const std::string second = many('s');
    Communication communication(process, input = second);
    drive(communication);
    const Outputs outputs = communication.result();
    CHECK((outputs.stdout_ == std::string("first ").append(second)));
    CHECK(outputs.stderr_ == None);
    CHECK(process.returncode == 3);
    CHECK(communication.step());
    CHECK(communication.interests().empty());
    CHECK_FALSE(communication.deadline());
}

TEST_CASE_METHOD(Census, "communicate goes on where a Communication has stopped") {
    Popen process(child("to", 1, "ready", "cat"), stdin_ = PIPE, stdout_ = PIPE);
    const std::string data = many('d');
    {
        Communication communication(process, input = data);
        step_until_idle(communication);
        CHECK_FALSE(communication.done());
    }
    CHECK((process.communicate().stdout_ == std::string("ready").append(data)));
}

TEST_CASE_METHOD(Census, "there is no result before the end") {
    Running running(child("until", 0), stdin_ = Gate());
    CHECK_FALSE(running.done());
    CHECK_THROWS_AS(running.result(), ValueError);
    running.cancel();
    drive(running);
    CHECK(running.done());
    CHECK_THROWS_AS(running.result(), Cancelled);
}

// Waiting -------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "while nothing happens no interest is ready, and a step does nothing") {
    Talker talker;
    Running running(talker.command("to", 1, "; end"), talker.options(), stdout_ = PIPE);
    talker.await_ready();
    step_until_idle(running);
    for (int i = 0; i < 3; ++i) {
        CHECK_FALSE(running.step());
        CHECK_FALSE(is_ready(running.interests()));
    }
    CHECK_FALSE(running.deadline());
    talker.gate.open();
    drive(running);
    CHECK(running.result().stdout_ == "so far; end");
}

TEST_CASE_METHOD(Census, "a child that does not read is not an interest that is ready") {
    Gate gate;
    Running running(child("until", gate.native_handle(), "cat"), input = many('i'), stdout_ = PIPE,
                    passing({gate.native_handle()}));
    step_until_idle(running);
    CHECK_FALSE(is_ready(running.interests()));
    gate.open();
    drive(running);
    CHECK((running.result().stdout_ == many('i')));
}

TEST_CASE_METHOD(Census, "a flood comes in few steps") {
    Running running(child("repeat", 1, 4000000, "x"), stdout_ = PIPE);
    CHECK(drive(running) < 4000000 / 1000);
    CHECK(running.result().stdout_.size() == 4000000);
}

TEST_CASE_METHOD(Census, "many children go on in one loop") {
    constexpr int count = 20;
    std::vector<Running> all;
    for (int i = 0; i < count; ++i)
        all.emplace_back(child("cat", "exit", i), input = many(static_cast<char>('a' + i)), stdout_ = PIPE);
    bool is_over = false;
    while (!is_over) {
        is_over = true;
        for (Running& running : all)
            is_over = running.step() && is_over;
        for (const Running& running : all)
            if (!running.done()) {
                await(running.interests(), running.deadline());
                break;
            }
    }
    for (int i = 0; i < count; ++i) {
        const CompletedProcess done = all[static_cast<std::size_t>(i)].result();
        CHECK(done.returncode == i);
        CHECK((done.stdout_ == many(static_cast<char>('a' + i))));
    }
}

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
        Running running(child("to", 1, "x", "until", 0), stdin_ = gate, stdout_ = PIPE, grace = 1h,
                        passing({line.native_handle()}), subprocess::tree = GENERATE(false, true));
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
    const CompletedProcess done = run_in_steps(
        child("cat"), stdin_ = [&] { return left-- > 0 ? std::string("line\n") : std::string(); },
        stdout_ = each_line([&](std::string_view line) { seen.append(line).append(";"); }));
    CHECK(seen == "line;line;line;");
    CHECK(done.stdout_ == None);
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
    CHECK_THAT(text_of_error, Catch::Contains("not wait for it"));
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
