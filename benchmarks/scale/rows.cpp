// Many one after the other, and from many threads.
#include "../machine.hpp"
#include "../measure.hpp"
#include "../work.hpp"
#include "scale.hpp"

#include <subprocess.hpp>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <sys/mman.h>
#include <sys/time.h>

namespace scale {

namespace {

namespace sp = subprocess;

void in_threads(int count, const std::function<void()>& work) {
    std::vector<std::thread> workers;
    for (int i = 0; i < count; ++i)
        workers.emplace_back(work);
    for (std::thread& worker : workers)
        worker.join();
}

/// \return true if the child wrote what it had to
bool run_with_sink() {
    std::size_t size = 0;
    sp::run({WRITE_CHILD, "1000"}, sp::stdout_ = sp::each_chunk([&](std::string_view bytes) { size += bytes.size(); }));
    return size == 1000;
}

} // namespace

void sequence(long starts) {
    constexpr long slack = 1024; // KiB
    constexpr double most = 1.3;
    constexpr int sample = 2000;
    median_of_starts(sample);
    run_with_sink();
    Report report("sequence");
    const double before = median_of_starts(sample);
    long wrong = 0;
    for (long i = 0; i < starts; ++i)
        wrong += !run_with_sink();
    const double after = median_of_starts(sample);
    report.add(wrong == 0, std::to_string(starts) + " children with a sink");
    report.add(after <= most * before, "median of a start before " + std::to_string(before * 1e6) + " us, afterwards " +
                                           std::to_string(after * 1e6) + " us");
    report.add_growth(1, slack);
}

void threads() {
    constexpr int children = 12800;
    const auto seconds_with = [](int count) {
        return bench::seconds_of([count] {
            in_threads(count, [count] {
                for (int i = 0; i < children / count; ++i)
                    bench::capture_it();
            });
        });
    };
    Report report("threads");
    std::vector<double> ratios;
    for (int round = 0; round < 5; ++round) {
        const double by_two = seconds_with(2);
        ratios.push_back(seconds_with(64) / by_two);
    }
    const double ratio = bench::percentile(ratios, 0.5);
    report.add(ratio <= 2, "64 threads take " + std::to_string(ratio) + " of the time of 2");
}

void timer(int seconds) {
    constexpr int count = 8;
    constexpr std::size_t some_mappings = 16;
    constexpr long some_memory = 16384;
    struct sigaction action {};
    action.sa_handler = [](int) {};
    ::sigaction(SIGALRM, &action, nullptr);
    in_threads(count, [] { run_with_sink(); }); // their arenas stay
    Report report("timer");
    itimerval interval{{0, 1000}, {0, 1000}};
    ::setitimer(ITIMER_REAL, &interval, nullptr);
    std::atomic<long> starts{0}, wrong{0};
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    in_threads(count, [&] {
        for (; std::chrono::steady_clock::now() < end; ++starts)
            wrong += !run_with_sink();
    });
    interval = {};
    ::setitimer(ITIMER_REAL, &interval, nullptr);
    report.add(wrong == 0, std::to_string(starts) + " children from 8 threads in " + std::to_string(seconds) + " s, " +
                               std::to_string(wrong) + " with the wrong output");
    report.add_growth(some_mappings, some_memory);
}

void large_parent() {
    constexpr std::size_t size = 8 * bench::gibibyte, least = 12 * bench::gibibyte;
    if (bench::memory_size() < least) {
        std::printf("%-10s %-6s it needs 12 GiB of memory\n", "large", "skipped");
        return;
    }
    constexpr int sample = 2000;
    constexpr double most = 1.3;
    Report report("large");
    const double before = median_of_starts(sample);
    void* const ballast =
        ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    median_of_starts(sample); // the system is busy with so much memory for a moment
    const double after = median_of_starts(sample);
    ::munmap(ballast, size);
    report.add(ballast != MAP_FAILED && after <= most * before, "median of a start " + std::to_string(before * 1e6) +
                                                                    " us, from a parent of 8 GiB " +
                                                                    std::to_string(after * 1e6) + " us");
}

} // namespace scale
