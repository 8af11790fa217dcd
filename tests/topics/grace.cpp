// stop() and grace on every system. What a signal does to a child is in posix/grace.cpp.
#include "support/helpers.hpp"

#include <csignal>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "stop ends a child and returns its code") {
    Popen process(child("until", 0), stdin_ = PIPE);
    CHECK(process.stop() == killed);
    CHECK(process.returncode == killed);
    CHECK(process.stop() == killed);
}

TEST_CASE_METHOD(Census, "stop returns the code of a child that has ended") {
    Popen process(child("exit", 3), grace = 1h);
    await_end(process);
    CHECK(process.stop() == 3);
}

TEST_CASE_METHOD(Census, "grace asks with SIGTERM, where a child can be asked") {
    Popen process(child("until", 0), stdin_ = PIPE, grace = 1h);
    CHECK(process.stop() == terminated);
}

TEST_CASE_METHOD(Census, "with grace a call returns as soon as the child has ended") {
    CHECK_THROWS_AS(run(child("until", 0), stdin_ = Gate(), timeout = moment, grace = 1h), TimeoutExpired);
    CHECK_THROWS_AS(call(child("until", 0), stdin_ = Gate(), timeout = moment, grace = 3600), TimeoutExpired);
    CHECK_THROWS_AS(check_call(child("until", 0), stdin_ = Gate(), timeout = moment, grace = {{SIGINT, 1h}}),
                    TimeoutExpired);
    CHECK_THROWS_AS(
        (void)check_output(child("until", 0), stdin_ = Gate(), timeout = moment, grace = {{SIGTERM, 1h}, {SIGINT, 1h}}),
        TimeoutExpired);
}

TEST_CASE_METHOD(Census, "a step with a number that is no signal is refused before the start") {
    CHECK_THROWS_AS(run(child("exit", 0), grace = {{-1, 1s}}), ValueError);
    CHECK_THROWS_AS(run(child("exit", 0), grace = {{SIGINT, 1s}, {12345, 1s}}), ValueError);
}
