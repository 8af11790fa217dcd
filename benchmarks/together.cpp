// Children that are started together, beside the same number one after the other.
#include "limits.hpp"
#include "measure.hpp"

#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/start.hpp"
#include "process/start_together.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace bench {

namespace os = subprocess::detail::os;

namespace {

using Processes = std::vector<std::unique_ptr<os::Process>>;
using Starts = std::vector<const os::Start*>;

const std::vector<std::string> command{EXIT_CHILD};

Processes one_after_the_other(const Starts& starts) {
    Processes processes;
    for (const os::Start* const start : starts)
        processes.push_back(os::spawn(*start));
    return processes;
}

void wait_for(const Processes& processes) {
    for (const auto& process : processes)
        process->wait(subprocess::detail::Deadline::never());
}

/// Until all children run. None of them is waited for meanwhile.
double time_to_run(Processes (*start_all)(const Starts&), const Starts& starts) {
    Processes processes;
    const double seconds = seconds_of([&] { processes = start_all(starts); });
    wait_for(processes);
    return seconds;
}

/// Only the calls that begin to start them.
double time_to_begin(const Starts& starts) {
    std::vector<std::unique_ptr<os::PendingStart>> begun;
    const double seconds = seconds_of([&] {
        for (const os::Start* const start : starts)
            begun.push_back(os::begin_spawn(*start));
    });
    for (const auto& start : begun)
        start->finish()->wait(subprocess::detail::Deadline::never());
    return seconds;
}

} // namespace

void measure_together() {
    constexpr int rounds = 1000;
    const os::Start start(command);
    const Starts few(8, &start);
    const std::function<double()> ways[] = {
        [&] { return time_to_run(one_after_the_other, few); },
        [&] { return time_to_begin(few); },
        [&] { return time_to_run(subprocess::detail::start_together, few); },
    };
    std::vector<std::vector<double>> samples(3);
    for (int round = 0; round < rounds; ++round)
        for (std::size_t turn = 0; turn < 3; ++turn) {
            const std::size_t who = whose_turn(round, turn, 3);
            samples[who].push_back(ways[who]());
        }
    print(results_of("8 children, started",
                     {"one after the other", "together, the calls that begin", "together, until all run"}, samples,
                     "<= 0.30"));

    const Starts many(64, &start);
    print(compare("64 children, started and reaped",
                  {{"one after the other", [&] { wait_for(one_after_the_other(many)); }},
                   {"together", [&] { wait_for(subprocess::detail::start_together(many)); }}},
                  {101, 1}, "<= 1.00"));
}

} // namespace bench
