// Many repetitions: nothing is lost, and nothing is left behind. (The census checks at the end.)
#include "support/helpers.hpp"

#include <algorithm>
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
        [] { run(nothing, subprocess::tree = true, capture_output = true); },
        [] { Popen process(child("fork", "until", 0, "parent", "until", 0), subprocess::tree = true, stdin_ = PIPE); },
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

#if defined(__linux__)
TEST_CASE_METHOD(Census, "a thousand trees take no more memory than ten", "[tree][beyond-sanitizers]") {
    const auto count_mappings = [] {
        const std::string maps = content_of("/proc/self/maps");
        return std::count(maps.begin(), maps.end(), '\n');
    };
    const auto run_trees = [](int count) {
        for (int i = 0; i < count; ++i)
            run(nothing, subprocess::tree = true, capture_output = true);
    };
    run_trees(10);
    const auto before = count_mappings();
    run_trees(1000);
    CHECK(count_mappings() <= before + 1); // the heap may have grown by one
}
#endif
