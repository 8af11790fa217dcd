// run_all: callbacks for lines, and what ends all commands.
#include "support/helpers.hpp"

#include <subprocess/run_all.hpp>

#include <chrono>
#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace subprocess;
using namespace tests;

namespace {

using Commands = std::vector<std::vector<std::string>>;
using Seen = const Result<CompletedProcess>&;

} // namespace

TEST_CASE_METHOD(Census, "cancel ends all commands of run_all, and no more are started") {
    Cancellation source;
    const Gate gate;
    const Commands commands{child("to", 1, "x\n", "until", 0), child("until", 0), {"/nonexistent"}};
    const auto results = run_all(
        commands, jobs = 2, stdin_ = gate, cancel = source, keep_going = true,
        on_line = [&](std::size_t, std::string_view) { source.cancel(); });
    for (const auto& result : results)
        CHECK(result.error().kind == Failure::Kind::cancelled);
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "on_line gets the lines of each command with its index") {
    std::map<std::size_t, std::vector<std::string>> lines;
    const Commands commands{child("to", 1, "a\nb\n"), child("to", 1, "c")};
    run_all(
        commands, on_line = [&](std::size_t index, std::string_view line) { lines[index].emplace_back(line); });
    CHECK(lines[0] == std::vector<std::string>{"a", "b"});
    CHECK(lines[1] == std::vector<std::string>{"c"});
}

TEST_CASE_METHOD(Census, "on_line returns false if it wants no more of a child, which is no failure") {
    std::string lines;
    const Commands commands{child("to", 1, "a\nb\n", "exit", 0), child("to", 1, "c\nd\n", "exit", 0)};
    run_all(
        commands, jobs = 1, on_line = [&](std::size_t, std::string_view line) {
            lines += line;
            return line != "a";
        });
    CHECK(lines == "acd");
}

TEST_CASE_METHOD(Census, "what a callback throws ends all, with keep_going, too") {
    const Gate gate;
    const Commands commands{child("until", 0), child("to", 1, "x\n")};
    SECTION("on_result") {
        CHECK_THROWS_AS(run_all(
                            commands, jobs = 2, stdin_ = gate, keep_going = true,
                            on_result = [](std::size_t, Seen) { throw std::domain_error("x"); }),
                        std::domain_error);
    }
    SECTION("on_line") {
        std::size_t results = 0;
        CHECK_THROWS_AS(run_all(
                            commands, jobs = 2, stdin_ = gate, keep_going = true,
                            on_line = [](std::size_t, std::string_view) { throw std::domain_error("x"); },
                            on_result = [&](std::size_t, Seen) { ++results; }),
                        std::domain_error);
        CHECK(results == 0);
    }
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "a timeout that is a duration is for each command of run_all") {
    const Gate gate;
    const Commands commands{child("until", 0), child("exit", 0), child("until", 0)};
    const auto results = run_all(commands, jobs = 1, stdin_ = gate, timeout = moment, keep_going = true);
    CHECK(results[0].error().kind == Failure::Kind::timeout);
    CHECK(results[2].error().kind == Failure::Kind::timeout);
}

TEST_CASE_METHOD(Census, "a timeout that is a point in time is for all commands of run_all") {
    const Gate gate;
    const Commands commands(3, child("until", 0));
    const auto results = run_all(commands, jobs = 1, stdin_ = gate, keep_going = true,
                                 timeout = std::chrono::steady_clock::now() + moment);
    for (const auto& result : results)
        CHECK(result.error().kind == Failure::Kind::timeout);
}

TEST_CASE_METHOD(Census, "a command of run_all whose turn comes after the point in time is not started") {
    const auto past = std::chrono::steady_clock::now() - 1s;
    const auto results = run_all(Commands{{"/nonexistent"}}, keep_going = true, timeout = past);
    CHECK(results[0].error().kind == Failure::Kind::timeout);
}

TEST_CASE_METHOD(Census, "run_all takes idle_timeout for what it captures, and with input") {
    const Gate gate;
    const Commands waiting{child("until", 0)}, short_ones{child("cat")};
    CHECK_THROWS_AS(run_all(waiting, stdin_ = gate, capture_output = true, idle_timeout = 10ms), TimeoutExpired);
    CHECK(run_all(short_ones, input = "text", stdout_ = DEVNULL, idle_timeout = 1h).size() == 1);
}

TEST_CASE_METHOD(Census, "run_all refuses keywords that exclude each other before it asks for a command") {
    Options both;
    both.input = "text";
    both.stdin_ = DEVNULL;
    both.keep_going = true;
    const Commands commands{{"/nonexistent"}};
    CHECK_THROWS_AS(run_all(commands, both), ValueError);
    both.on_line = [](std::size_t, std::string_view) {};
    CHECK_THROWS_AS(run_all(commands, both), ValueError);
}
