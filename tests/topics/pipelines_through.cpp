// Functions between the commands of a pipeline.
#include "support/helpers.hpp"
#include "support/sinks.hpp"

#include <functional>

using namespace subprocess;
using namespace tests;

namespace {

void shout(std::string_view in, std::string& out) {
    for (const char c : in)
        out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

} // namespace

TEST_CASE_METHOD(Census, "a function passes bytes from one command to the next") {
    CHECK(run_pipeline(child("to", 1, "text"), through(&shout), child("cat"), stdout_ = PIPE).stdout_ == "TEXT");
}

TEST_CASE_METHOD(Census, "a function is called with no bytes once, at the end") {
    std::string all;
    int ends = 0;
    const auto count = [&, total = 0](std::string_view in, std::string& out) mutable {
        CHECK(out.empty());
        total += static_cast<int>(in.size());
        ends += in.empty() ? 1 : 0;
        if (in.empty())
            out = std::to_string(total);
    };
    CHECK(run_pipeline(child("repeat", 1, 200000, "x"), through(count), child("cat"), stdout_ = PIPE).stdout_ ==
          "200000");
    CHECK(ends == 1);
    CHECK(run_pipeline(child("exit", 0), through(std::ref(shout)), child("cat"), stdout_ = PIPE).stdout_ == "");
}

TEST_CASE_METHOD(Census, "a function may put out much more than it gets, and bytes take turns") {
    const auto more = [](std::string_view in, std::string& out) { out.assign(3000 * in.size(), 'x'); };
    CHECK((run_pipeline(child("repeat", 1, 1000, "a"), through(more), child("cat"), stdout_ = PIPE).stdout_ ==
           std::string(3'000'000, 'x')));
    const std::string much(3'000'000, 'a');
    CHECK((run_pipeline(child("cat"), through(&shout), child("cat"), through(&shout), child("cat"), input = much,
                        stdout_ = PIPE)
               .stdout_ == std::string(3'000'000, 'A')));
}

TEST_CASE_METHOD(Census, "several functions follow each other") {
    const auto quoted = [is_open = false](std::string_view in, std::string& out) mutable {
        if (!std::exchange(is_open, true))
            out += '<';
        out += in;
        if (in.empty())
            out += '>';
    };
    CHECK(run_pipeline(child("to", 1, "text"), through(quoted), through(&shout), through(quoted), child("cat"),
                       stdout_ = PIPE)
              .stdout_ == "<<TEXT>>");
}

TEST_CASE_METHOD(Census, "a function that wants no more is the end for the command before it") {
    const auto first_three = [](std::string_view in, std::string& out) {
        out = in.substr(0, 3);
        return false;
    };
    const CompletedPipeline done = run_pipeline(child("flood", 1), through(first_three), through(&shout), child("cat"),
                                                stdout_ = PIPE, stderr_ = DEVNULL);
    CHECK(done.stdout_ == "ZZZ");
    CHECK(done.returncodes.back() == 0);
}

TEST_CASE_METHOD(Census,
                 "a function that wants no more is the end for the function behind it, which may add something") {
    const auto first_three = [](std::string_view in, std::string& out) {
        out = in.substr(0, 3);
        return false;
    };
    const auto end_with_a_point = [](std::string_view in, std::string& out) { out += in.empty() ? "." : in; };
    CHECK(run_pipeline(child("flood", 1), through(first_three), through(end_with_a_point), child("cat"), stdout_ = PIPE,
                       stderr_ = DEVNULL)
              .stdout_ == "zzz.");
}

TEST_CASE_METHOD(Census, "a command that reads no more is the end for the function before it") {
    const auto pass = [](std::string_view in, std::string& out) { out += in; };
    const CompletedPipeline done =
        run_pipeline(child("flood", 1), through(pass), child("read", 0, 10, "exit", 3), stderr_ = DEVNULL);
    CHECK(done.returncodes.back() == 3);
}

TEST_CASE_METHOD(Census, "what a function throws ends all commands") {
    const Gate gate; // stays closed
    const auto stop = [](std::string_view, std::string&) { throw Stopped(); };
    CHECK_THROWS_AS(run_pipeline(child("to", 1, "x", "until", 0), through(stop), child("until", 0), stdin_ = gate),
                    Stopped);
    const auto stop_at_end = [](std::string_view in, std::string&) {
        if (in.empty())
            throw Stopped();
    };
    CHECK_THROWS_AS(run_pipeline(child("to", 1, "x"), through(stop_at_end), child("until", 0)), Stopped);
}

TEST_CASE_METHOD(Census, "a function stands between two commands") {
    CHECK_THAT(text_of<ValueError>([] { run_pipeline(through(&shout), child("cat")); }),
               StartsWith("a pipeline cannot begin with through()"));
    CHECK_THAT(text_of<ValueError>([] { run_pipeline(child("cat"), through(&shout)); }),
               StartsWith("a pipeline cannot end with through()"));
    void (*const none)(std::string_view, std::string&) = nullptr;
    CHECK_THROWS_AS((void)through(none), ValueError);
}
