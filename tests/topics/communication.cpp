// Communication and Running: communicate() and run() in steps, in a loop of one's own.
#include "support/loop.hpp"
#include "support/talker.hpp"

#include <string>
#include <utility>
#include <vector>

using namespace subprocess;
using namespace tests;

namespace {

constexpr int much = 300000; // more than pipes hold

std::string many(char c) {
    return std::string(much, c);
}

template <class... K> CompletedProcess run_in_steps(const Args& command, K&&... keywords) {
    Running running(Command(command), std::forward<K>(keywords)...);
    drive(running);
    return running.result();
}

} // namespace

// Results -------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "in steps, run gives what it gives in one go") {
    const CompletedProcess done = run_in_steps(child("to", 1, "out", "cat", "repeat", 2, much, "e", "exit", 3),
                                               input = many('i'), capture_output = true);
    CHECK((done.stdout_ == std::string("out").append(many('i'))));
    CHECK((done.stderr_ == many('e')));
    CHECK(done.returncode == 3);
    CHECK(done.usage.has_value());
    CHECK(done.args == child("to", 1, "out", "cat", "repeat", 2, much, "e", "exit", 3));
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
    CHECK_THROWS_AS(Running({"/no/such/program"}), FileNotFoundError);
    Cancellation source;
    source.cancel();
    CHECK_THROWS_AS(Running(child("exit", 0), subprocess::cancel = source), Cancelled);
}

TEST_CASE_METHOD(Census, "in steps, run refuses the arguments that it refuses in one go", "") {
    const auto refusal = [](auto&&... keywords) {
        return text_of<ValueError>([&] { Running({"/nonexistent"}, std::forward<decltype(keywords)>(keywords)...); });
    };
    const char* const no_string = nullptr;
    CHECK(refusal(input = no_string) == "input is a null pointer");
    CHECK(refusal(cwd = no_string) == "cwd is a null pointer");
    CHECK(refusal(ok_codes = {}) == "ok_codes is empty: then every command would fail");
    Options of_run_all;
    of_run_all.jobs = 2;
    CHECK(refusal(of_run_all) == "run takes no jobs");
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
    Gate gate;
    Popen process(child("to", 1, "ready", "until", gate.native_handle(), "cat"), stdin_ = PIPE, stdout_ = PIPE,
                  passing({gate.native_handle()}));
    const std::string data = many('d');
    {
        Communication communication(process, input = data);
        step_until_idle(communication);
        CHECK_FALSE(communication.done());
    }
    gate.open();
    CHECK((process.communicate().stdout_ == std::string("ready").append(data)));
}

TEST_CASE_METHOD(Census, "there is one result") {
    Running running(child("to", 1, "it"), stdout_ = PIPE);
    drive(running);
    CHECK(running.result().stdout_ == "it");
    CHECK(text_of<ValueError>([&] { running.result(); }) == "result() has been called before, and its result is gone");

    Popen process(child("exit", 0));
    Communication communication(process);
    drive(communication);
    communication.result();
    CHECK_THROWS_AS(communication.result(), ValueError);
}

TEST_CASE_METHOD(Census, "there is no result before the end") {
    Gate gate;
    Running running(child("until", 0), stdin_ = gate);
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
