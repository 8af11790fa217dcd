// Whether threads that start children slow each other down.
#include "limits.hpp"
#include "measure.hpp"
#include "work.hpp"

#include <subprocess.hpp>

#include <string>
#include <thread>
#include <vector>

namespace bench {

namespace {

constexpr int children = 400;

void capture_by_hand() {
    floor_discard(exit_command());
}

void start_children(int threads, void (*capture)()) {
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread)
        workers.emplace_back([threads, capture] {
            for (int i = 0; i < children / threads; ++i)
                capture();
        });
    for (std::thread& worker : workers)
        worker.join();
}

} // namespace

/// Against the same work by hand in as many threads: what a second processor adds is the machine's business.
void measure_threads() {
    for (const int threads : {2, 8})
        print(compare("400 children, captured by " + std::to_string(threads) + " threads",
                      {{"by hand", [=] { start_children(threads, capture_by_hand); }},
                       {"run()", [=] { start_children(threads, capture_it); }},
                       {"run(), one thread", [] { start_children(1, capture_it); }}},
                      {21, 1}, "<= 1.15"));
}

} // namespace bench
