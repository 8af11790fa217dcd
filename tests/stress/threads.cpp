// Many threads that start children at the same time.
#include "support/helpers.hpp"

#include <atomic>
#include <thread>

using namespace subprocess;
using namespace tests;

namespace {

/// Runs `work(number)` in `count` threads.
template <class Work> void in_threads(int count, Work work) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i)
        threads.emplace_back(work, i);
    for (std::thread& thread : threads)
        thread.join();
}

} // namespace

TEST_CASE_METHOD(Census, "eight threads run 2500 children each and get the right output",
                 "[lesson-17][beyond-libkqueue]") {
    std::atomic<int> right{0};
    in_threads(8, [&](int thread) {
        for (int i = 0; i < often(2500); ++i) {
            const std::string expected = std::to_string(thread) + '/' + std::to_string(i);
            right += run(child("to", 1, expected, "exit", i % 7), stdout_ = PIPE).stdout_ == expected;
        }
    });
    CHECK(right == 8 * often(2500));
}

TEST_CASE_METHOD(Census, "four threads run 250 trees each, and all that they leave behind ends", "[lesson-17]") {
    std::atomic<int> right{0};
    LifeLine line;
    const Gate gate;
    const Options options = passing({line.native_handle()});
    in_threads(4, [&](int) {
        for (int i = 0; i < often(250); ++i)
            right += call(child("fork", "until", 0, "parent", "exit", i % 7), options, subprocess::tree = true,
                          stdin_ = gate) == i % 7;
    });
    line.given();
    CHECK_FALSE(line.alive());
    CHECK(right == 4 * often(250));
}

TEST_CASE_METHOD(Census, "a hundred children that wait for end of input do not block each other", "[lesson-16]") {
    Gate gate;
    std::atomic<int> right{0};
    in_threads(10, [&](int) {
        std::vector<Popen> blocked, cats;
        for (int i = 0; i < 10; ++i) { // a child that inherited a cat's pipe would keep that cat waiting for ever
            blocked.emplace_back(child("until", 0), stdin_ = gate, close_fds = false);
            cats.emplace_back(child("cat"), stdin_ = PIPE, stdout_ = PIPE, close_fds = false);
        }
        for (Popen& cat : cats)
            right += cat.communicate("purr").stdout_ == "purr";
        for (Popen& sleeper : blocked)
            sleeper.kill();
    });
    CHECK(right == 100);
}
