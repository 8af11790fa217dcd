// Children that start while other threads hold locks.
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

/// Repeats some work in a background thread during its lifetime.
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

TEST_CASE_METHOD(Census, "ten thousand children start while other threads hold locks", "[lesson-70]") {
    const std::unique_ptr<std::FILE, Closer> null(std::fopen("/dev/null", "we"));
    const std::vector<std::function<void()>> lockers = {
        [] { std::vector<std::string>(1000, std::string(100, 'x')).pop_back(); },
        [] { ::freelocale(::newlocale(LC_ALL_MASK, "C", nullptr)); },
        [&] {
            ::flockfile(null.get());
            std::fputs("held", null.get());
            std::this_thread::sleep_for(100us); // while it holds the lock
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
