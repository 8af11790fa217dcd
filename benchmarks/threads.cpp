// Whether threads that start children get into each other's way.
#include "limits.hpp"
#include "measure.hpp"

#include <subprocess.hpp>

#include <thread>
#include <vector>

namespace bench {

namespace sp = subprocess;

namespace {

constexpr int children = 400;

void start_children(int threads) {
    std::vector<std::thread> workers;
    for (int thread = 0; thread < threads; ++thread)
        workers.emplace_back([threads] {
            for (int i = 0; i < children / threads; ++i)
                sp::run({EXIT_CHILD}, sp::stdout_ = sp::PIPE);
        });
    for (std::thread& worker : workers)
        worker.join();
}

} // namespace

void measure_threads() {
    print(compare("400 children, by one thread as against two",
                  {{"two threads", [] { start_children(2); }},
                   {"one thread", [] { start_children(1); }},
                   {"eight threads", [] { start_children(8); }}},
                  {21, 1}, ">= 1.70"));
}

} // namespace bench
