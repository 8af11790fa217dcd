// FakeProcesses: fakes at a terminal.
#include "support/helpers.hpp"

#include <subprocess/testing.hpp>

#include <chrono>

using namespace subprocess;
using namespace tests;
using namespace std::chrono_literals;

TEST_CASE_METHOD(Census, "a fake can stand at a terminal") {
    FakeProcesses fake;
    fake.on({"top"}).prints("a\nb\n").prints_error("c\n");
    fake.on({"hang"}).prints("a\n").hangs();
    fake.on({"shout"}).answers([](std::string_view line) { return line == "quiet\n" ? "QUIET\n" : "?\n"; });
    CHECK(run({"top"}, pty = true).stdout_ == "a\r\nb\r\nc\r\n");
    CHECK_THROWS_AS(run({"hang"}, pty = true, timeout = 1h), TimeoutExpired);
    CHECK_THAT(std::string(run({"shout"}, pty = true, input = "quiet\n").stdout_), EndsWith("QUIET\r\n"));
    Popen top({"top"}, pty = true);
    CHECK(top.stdout_.readline(timeout = 1min) == "a\r\n");
    CHECK(top.wait() == 0);
}
