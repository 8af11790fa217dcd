// run_all beside other ways to run many children, some at a time.
#include "limits.hpp"
#include "measure.hpp"

#include <subprocess.hpp>
#include <subprocess/run_all.hpp>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace bench {

namespace sp = subprocess;

namespace {

constexpr int children = 2000;
constexpr int at_a_time = 8;

void in_one_thread() {
    const std::vector<sp::Command> commands(children, sp::Command({EXIT_CHILD}));
    sp::run_all(commands, sp::jobs = at_a_time);
}

void in_threads() {
    std::atomic<int> left{children};
    std::vector<std::thread> threads;
    for (int i = 0; i < at_a_time; ++i)
        threads.emplace_back([&left] {
            while (--left >= 0)
                sp::run({EXIT_CHILD});
        });
    for (std::thread& thread : threads)
        thread.join();
}

void by_xargs() {
    std::string words;
    for (int i = 0; i < children; ++i)
        words += "x\n";
    sp::run({"xargs", "-n1", "-P8", EXIT_CHILD}, sp::input = words, sp::check = true);
}

void by_goroutines() {
    sp::run({GOROUTINES, std::to_string(children), std::to_string(at_a_time), EXIT_CHILD}, sp::check = true);
}

} // namespace

void measure_run_all() {
    std::vector<Contestant> contestants = {
        {"eight threads that call run()", in_threads}, {"run_all", in_one_thread}, {"xargs -P8", by_xargs}};
    if (GOROUTINES[0] != '\0')
        contestants.push_back({"eight goroutines", by_goroutines});
    print(compare("2000 children, 8 at a time", contestants, {11, 1}, "<= 1.00"));
}

} // namespace bench
