// drain: a process that the program has left behind holds its pipes.
#include "support/helpers.hpp"

using namespace subprocess;
using namespace tests;

namespace {

/// What a program leaves behind: it plays some parts, and lives until the gate opens or its parts end it.
struct Leftover {
    Gate gate;
    LifeLine line;

    /// The command of a program that starts it, says something and ends.
    template <class... Parts> std::vector<std::string> left_by_program(const Parts&... parts) const {
        return child("fork", parts..., "until", gate.native_handle(), "parent", "close", line.native_handle(), "to", 1,
                     "said", "exit", 3);
    }
    Options passed() const { return passing({gate.native_handle(), line.native_handle()}); }

    void check_alive_until_told_to_go() {
        line.given();
        CHECK(line.alive());
        gate.open();
        line.await_end();
    }
};

} // namespace

TEST_CASE_METHOD(Census, "with drain, run returns although a grandchild holds the pipes") {
    Leftover leftover;
    Options options = leftover.passed();
    if (GENERATE(false, true))
        options.timeout = 1h;
    options.drain = GENERATE(0ms, 20ms);
    const CompletedProcess done = run(leftover.left_by_program(), options, capture_output = true);
    CHECK(done.returncode == 3);
    CHECK(done.stdout_ == "said");
    CHECK(done.leaked);
    leftover.check_alive_until_told_to_go();
}

TEST_CASE_METHOD(Census, "communicate and check_output drain, too") {
    Leftover first, second;
    Popen process(first.left_by_program(), stdin_ = PIPE, stdout_ = PIPE, drain = 0, first.passed());
    CHECK(process.communicate("input").stdout_ == "said");
    CHECK(process.leaked);
    first.check_alive_until_told_to_go();

    const auto failed = [&] { (void)check_output(second.left_by_program(), drain = 20ms, second.passed()); };
    CHECK(thrown<CalledProcessError>(failed).output() == "said");
    second.check_alive_until_told_to_go();
}

TEST_CASE_METHOD(Census, "drain ends although a grandchild writes for ever") {
    Leftover leftover;
    const CompletedProcess done = run(leftover.left_by_program("flood", 1), stdout_ = PIPE, stderr_ = DEVNULL,
                                      drain = GENERATE(0ms, 20ms), leftover.passed());
    CHECK(done.returncode == 3);
    CHECK(done.leaked);
    leftover.line.given();
    leftover.line.await_end();
}

TEST_CASE_METHOD(Census,
                 "drain lasts as long as it says if a grandchild holds the pipes, but not beyond the deadline") {
    Leftover first, second;
    CHECK(duration_of([&] { run(first.left_by_program(), stdout_ = PIPE, drain = moment, first.passed()); }) >= moment);
    first.check_alive_until_told_to_go();

    for (double limit = time_to_start();; limit *= 2) // the program may need more than a moment
        try {
            CHECK(run(second.left_by_program(), stdout_ = PIPE, drain = 1h, timeout = limit, second.passed()).leaked);
            break;
        } catch (const TimeoutExpired&) {
        }
    second.check_alive_until_told_to_go();
}

TEST_CASE_METHOD(Census, "without leftovers, drain neither waits nor loses anything") {
    constexpr int size = 300000; // more than a pipe holds
    const auto limit = GENERATE(0s, 3600s);
    const CompletedProcess done = run(child("repeat", 1, size, "x", "repeat", 2, size, "y", "exit", 3),
                                      capture_output = true, drain = limit, timeout = 1h);
    CHECK(done.returncode == 3);
    CHECK((done.stdout_ == std::string(size, 'x')));
    CHECK((done.stderr_ == std::string(size, 'y')));
    CHECK_FALSE(done.leaked);
    CHECK(run(child("cat"), input = std::string(size, 'x'), stdout_ = PIPE, drain = limit).stdout_.size() == size);
}

TEST_CASE_METHOD(Census, "a program that closes its pipes is still waited for") {
    CHECK(run(child("close", 1, "close", 2, "until", 0, "exit", 3), input = "x", capture_output = true, drain = 0)
              .returncode == 3);
    CHECK_THROWS_AS(run(child("close", 1, "until", 0), stdin_ = Gate(), stdout_ = PIPE, drain = 0, timeout = moment),
                    TimeoutExpired);
}
