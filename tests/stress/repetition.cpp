// Many repetitions: nothing is lost, and nothing is left behind. (The census checks at the end.)
#include "support/helpers.hpp"

#include <functional>

using namespace subprocess;
using namespace tests;

namespace {

const std::vector<std::string> nothing = {STATIC_CHILD};

} // namespace

TEST_CASE_METHOD(Census, "a thousand children of each kind leave nothing behind", "[lesson-11]") {
    const std::vector<std::function<void()>> kinds = {
        [] { run(nothing); },
        [] { run(nothing, input = "ignored", capture_output = true); },
        [] { run(nothing, stdin_ = DEVNULL, stdout_ = DEVNULL, stderr_ = STDOUT); },
        [] { Popen process(nothing, stdin_ = PIPE, stdout_ = PIPE, stderr_ = PIPE); },
        [] { CHECK_THROWS_AS(run({"/nonexistent"}, capture_output = true), FileNotFoundError); },
        [] { CHECK_THROWS_AS(run(nothing, cwd = "/nonexistent", input = "x"), OSError); },
        [] { CHECK_THROWS_AS(run(nothing, stdin_ = PIPE, stdout_ = 1000000), OSError); },
        [] { CHECK_THROWS_AS(run(child("cat"), stdin_ = Gate(), stdout_ = PIPE, timeout = 0), TimeoutExpired); },
        [] { Popen(nothing, stdout_ = PIPE).detach(); },
    };
    for (const auto& kind : kinds)
        for (int i = 0; i < often(1000); ++i)
            kind();
    reap_detached();
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "ten thousand children are opened and closed in a row", "[lesson-18]") {
    int succeeded = 0;
    for (int i = 0; i < often(10000); ++i) {
        Popen process(nothing, stdin_ = PIPE, stdout_ = PIPE);
        succeeded += process.wait() == 0;
    }
    CHECK(succeeded == often(10000));
}
