// run_all: many commands, some at a time.
#include "support/helpers.hpp"

#include <subprocess/run_all.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <list>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace subprocess;
using namespace tests;

namespace {

using Commands = std::vector<std::vector<std::string>>;
using Seen = const Result<CompletedProcess>&;

/// Commands that print their number and return it.
Commands numbered(int count) {
    Commands commands;
    for (int i = 0; i < count; ++i)
        commands.push_back(child("to", 1, std::to_string(i), "exit", i));
    return commands;
}

std::vector<int> returncodes(const std::vector<Result<CompletedProcess>>& results) {
    std::vector<int> codes;
    for (const auto& result : results)
        codes.push_back(result->returncode);
    return codes;
}

/// A range that makes its commands as it goes, and remembers how many it has made.
class Generator {
public:
    explicit Generator(int count) : m_count(count) {}

    class Iterator {
    public:
        Iterator(Generator* generator, int number) : m_generator(generator), m_number(number) {}

        std::vector<std::string> operator*() const {
            m_generator->made = m_number + 1;
            return child("exit", 0);
        }
        Iterator& operator++() {
            ++m_number;
            return *this;
        }
        bool operator!=(const Iterator& other) const { return m_number != other.m_number; }

    private:
        Generator* m_generator;
        int m_number;
    };

    Iterator begin() { return {this, 0}; }
    Iterator end() { return {this, m_count}; }

    int made = 0;

private:
    int m_count;
};

} // namespace

TEST_CASE_METHOD(Census, "run_all returns the results in the order of the commands") {
    const auto results = run_all(numbered(5), jobs = 3, stdout_ = PIPE);
    CHECK(returncodes(results) == std::vector<int>{0, 1, 2, 3, 4});
    for (std::size_t i = 0; i < results.size(); ++i) {
        CHECK(results[i]->stdout_ == std::to_string(i));
        CHECK(results[i]->args == numbered(5)[i]);
    }
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "run_all takes commands in braces, and ranges of lists and of Command") {
    const std::string path_of_child = CHILD_PROGRAM;
    CHECK(returncodes(run_all({{path_of_child, "exit", "1"}, {path_of_child, "exit", "2"}})) == std::vector<int>{1, 2});
    CHECK(returncodes(run_all({{path_of_child, "exit", "3"}}, jobs = 1)) == std::vector<int>{3});
    CHECK(returncodes(run_all({child("exit", 1), child("exit", 2)})) == std::vector<int>{1, 2});
    CHECK(returncodes(run_all(std::list<Command>{Command(child("exit", 4))})) == std::vector<int>{4});
    const std::array<std::vector<const char*>, 1> pointers{{{CHILD_PROGRAM, "exit", "5"}}};
    CHECK(returncodes(run_all(pointers)) == std::vector<int>{5});
    CHECK(returncodes(run_all({Command("exit 6")}, shell = true)) == std::vector<int>{6});
    CHECK(run_all(Commands()).empty());
}

TEST_CASE_METHOD(Census, "on_result sees each result as its command ends, with its index") {
    Gate gate;
    std::vector<std::size_t> order;
    const Commands commands{child("until", 0), child("exit", 1), child("exit", 2)};
    run_all(
        commands, jobs = 2, stdin_ = gate, on_result = [&](std::size_t index, Seen result) {
            order.push_back(index);
            CHECK(result->returncode == static_cast<int>(index));
            if (order.size() == 2)
                gate.open();
        });
    CHECK(order == std::vector<std::size_t>{1, 2, 0});
}

TEST_CASE_METHOD(Census, "without keep_going the first failure ends the rest and is thrown") {
    const Gate gate;
    std::vector<std::size_t> seen;
    const Commands commands{child("until", 0), child("exit", 3), child("until", 0), child("exit", 0)};
    const auto error = thrown<CalledProcessError>([&] {
        run_all(
            commands, jobs = 3, stdin_ = gate, check = true,
            on_result = [&](std::size_t index, Seen) { seen.push_back(index); });
    });
    CHECK(error.returncode == 3);
    CHECK(error.cmd == commands[1]);
    CHECK(seen == std::vector<std::size_t>{1});
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "with keep_going all commands run, and failures are among the results") {
    const Commands commands{child("exit", 0), {"/nonexistent"}, child("exit", 3), child("exit", 0)};
    const auto results = run_all(commands, jobs = 2, check = true, keep_going = true);
    REQUIRE(results.size() == 4);
    CHECK(results[0].has_value());
    CHECK(results[1].error().kind == Failure::Kind::os_error);
    CHECK(results[2].error().kind == Failure::Kind::called_process);
    CHECK(results[2].error().returncode == 3);
    CHECK(results[3].has_value());
}

TEST_CASE_METHOD(Census, "a command that cannot be started ends the rest") {
    const Gate gate;
    const Commands commands{child("until", 0), {"/nonexistent"}, child("until", 0)};
    CHECK(thrown<FileNotFoundError>([&] { run_all(commands, jobs = 3, stdin_ = gate); }).filename == "/nonexistent");
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "run_all asks a range for no more commands than it can start") {
    Generator commands(10);
    int most_ahead = 0, ended = 0;
    const auto results = run_all(
        commands, jobs = 2, on_result = [&](std::size_t, Seen) {
            ++ended;
            most_ahead = std::max(most_ahead, commands.made - ended);
        });
    CHECK(results.size() == 10);
    CHECK(most_ahead <= 1);
}

TEST_CASE_METHOD(Census, "no more commands run at a time than jobs says") {
    const Commands commands(6, child("to", 1, "begun\n", "until", 0));
    Gate gate;
    int begun = 0;
    const auto results = run_all(
        commands, jobs = 3, stdin_ = gate, on_line = [&](std::size_t, std::string_view) {
            if (++begun == 3)
                gate.open();
        });
    CHECK(results.size() == 6);
    CHECK(begun == 6);
}

TEST_CASE_METHOD(Census, "more run at a time than one wait of Windows takes handles") {
    constexpr std::size_t count = 24;
    const Commands commands(count, child("cat", "to", 2, "err"));
    const auto results = run_all(commands, jobs = 24, input = "text", capture_output = true, check = true);
    REQUIRE(results.size() == count);
    for (const auto& result : results) {
        CHECK(result->stdout_ == "text");
        CHECK(result->stderr_ == "err");
    }
}

TEST_CASE_METHOD(Census, "what a range throws ends all") {
    class Failing : public Generator {
    public:
        Failing() : Generator(5) {}
        class Iterator : public Generator::Iterator {
        public:
            using Generator::Iterator::Iterator;
            std::vector<std::string> operator*() const { throw std::domain_error("x"); }
        };
        Iterator begin() { return {this, 0}; }
        Iterator end() { return {this, 5}; }
    };
    CHECK_THROWS_AS(run_all(Failing(), jobs = 2), std::domain_error);
}

TEST_CASE_METHOD(Census, "a range may say that it has more commands than memory has results") {
    class Sized : public Generator {
    public:
        Sized() : Generator(2) {}
        long long size() const { return std::numeric_limits<long long>::max(); }
    };
    CHECK(run_all(Sized()).size() == 2);
}

TEST_CASE_METHOD(Census, "input goes to each command of run_all") {
    const auto results = run_all({child("cat"), child("cat")}, jobs = 2, input = "text", stdout_ = PIPE, check = true);
    CHECK(results[0]->stdout_ == "text");
    CHECK(results[1]->stdout_ == "text");
}

TEST_CASE_METHOD(Census, "run_all refuses bad arguments before it starts anything") {
    const Commands commands{{"/nonexistent"}};
    const auto refusal = [&](auto&&... keywords) {
        return text_of<ValueError>([&] { run_all(commands, std::forward<decltype(keywords)>(keywords)...); });
    };
    CHECK(refusal(jobs = 0) == "jobs must be at least 1");
    CHECK(refusal(jobs = -1) == "jobs must be at least 1");
    const std::string sinks = "run_all takes no sinks and no sources, which its children would share; use on_line or "
                              "input";
    CHECK(refusal(stdout_ = first_bytes(2)) == sinks);
    CHECK(refusal(stderr_ = first_bytes(2)) == sinks);
    CHECK(refusal(stdin_ = [] { return std::string(); }) == sinks);
    Options capture;
    capture.capture_output = true;
    CHECK(refusal(
              capture, on_line = [](std::size_t, std::string_view) {}) ==
          "on_line reads stdout itself: stdout_ and capture_output may not be used");
    CHECK(refusal(on_result = static_cast<void (*)(std::size_t, Seen)>(nullptr)) == "on_result is a null pointer");
    CHECK(refusal(idle_timeout = 1) == "idle_timeout needs a captured stream, or input");
}

TEST_CASE_METHOD(Census, "an Options keeps the callbacks of run_all") {
    Options options;
    int lines = 0;
    {
        const std::vector<int> own{1, 2};
        options.on_line = [own, &lines](std::size_t index, std::string_view) { lines += own[index]; };
        options.on_result = [&lines](std::size_t, Seen) { lines += 10; };
        options.jobs = 2;
    }
    const Options copy = options;
    options = Options();
    run_all({child("to", 1, "a\n"), child("to", 1, "b\n")}, copy);
    CHECK(lines == 23);
    CHECK(text_of<ValueError>([&] { run(child("exit", 0), copy); }) == "run takes no jobs");
}

TEST_CASE_METHOD(Census, "run_all without jobs runs as many at a time as there are CPUs") {
    CHECK(returncodes(run_all(numbered(3))) == std::vector<int>{0, 1, 2});
    CHECK(returncodes(run_all(numbered(3), jobs = None)) == std::vector<int>{0, 1, 2});
}
