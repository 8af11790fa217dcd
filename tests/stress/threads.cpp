// Many threads that start children at the same time.
#include "support/helpers.hpp"

#include <atomic>
#include <clocale>
#include <cstdio>
#include <functional>
#include <memory>
#include <thread>

using namespace subprocess;
using namespace tests;

namespace {

/// Runs `work(number)` in so many threads.
template <class Work> void in_threads(int count, Work work) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i)
        threads.emplace_back(work, i);
    for (std::thread& thread : threads)
        thread.join();
}

/// Does something over and over in the background while it lives.
class Background {
public:
    explicit Background(std::function<void()> work)
        : m_thread([this, work] {
              while (!m_stop)
                  work();
          }) {}
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;
    ~Background() {
        m_stop = true;
        m_thread.join();
    }

private:
    std::atomic<bool> m_stop{false};
    std::thread m_thread;
};

struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

} // namespace

TEST_CASE_METHOD(Census, "eight threads run 2500 children each and get the right output", "[lesson-17]") {
    std::atomic<int> right{0};
    in_threads(8, [&](int thread) {
        for (int i = 0; i < 2500; ++i) {
            const std::string expected = std::to_string(thread) + '/' + std::to_string(i);
            right += run(child("to", 1, expected, "exit", i % 7), stdout_ = PIPE).stdout_ == expected;
        }
    });
    CHECK(right == 8 * 2500);
}

TEST_CASE_METHOD(Census, "a hundred children that wait for the end of their input do not hold each other up",
                 "[lesson-16]") {
    Gate gate;
    std::atomic<int> right{0};
    in_threads(10, [&](int) {
        std::vector<Popen> blocked, cats;
        for (int i = 0; i < 10; ++i) { // whoever inherited a cat's pipe would keep it waiting for ever
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

TEST_CASE_METHOD(Census, "ten thousand children start while other threads hold locks", "[lesson-70]") {
    const std::unique_ptr<std::FILE, Closer> null(std::fopen("/dev/null", "we"));
    const std::vector<std::function<void()>> lockers = {
        [] { std::vector<std::string>(1000, std::string(100, 'x')).pop_back(); },
        [] { ::freelocale(::newlocale(LC_ALL_MASK, "C", nullptr)); },
        [&] {
            ::flockfile(null.get());
            std::fputs("held", null.get());
            std::this_thread::sleep_for(100us); // asleep, but still holding it
            ::funlockfile(null.get());
        },
    };
    int succeeded = 0;
    {
        std::vector<std::unique_ptr<Background>> threads;
        for (const auto& locker : lockers)
            threads.push_back(std::make_unique<Background>(locker));
        for (int i = 0; i < 10000; ++i)
            succeeded += run({STATIC_CHILD}).returncode == 0;
    }
    CHECK(succeeded == 10000);
}
