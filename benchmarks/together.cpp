// Children that are started together, beside the same number one after the other.
#include "limits.hpp"
#include "measure.hpp"

#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/start.hpp"
#include "process/start_together.hpp"

#include <cstddef>
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

/// Only the calls that start: none of the children is waited for meanwhile.
double starting_time(Processes (*start_all)(const Starts&), const Starts& starts) {
    Processes processes;
    const double seconds = seconds_of([&] { processes = start_all(starts); });
    wait_for(processes);
    return seconds;
}

} // namespace

void measure_together() {
    constexpr int rounds = 1000;
    const os::Start start(command);
    Processes (*const ways[])(const Starts&) = {one_after_the_other, subprocess::detail::start_together};
    const std::vector<std::string> names{"one after the other", "together"};

    std::vector<std::vector<double>> samples(2);
    const Starts few(8, &start);
    for (int round = 0; round < rounds; ++round)
        for (std::size_t turn = 0; turn < 2; ++turn) {
            const std::size_t who = whose_turn(round, turn, 2);
            samples[who].push_back(starting_time(ways[who], few));
        }
    print(results_of("the calls that start 8 children", names, samples, "<= 0.30"));

    const Starts many(64, &start);
    print(compare("64 children, started and reaped",
                  {{names[0], [&] { wait_for(one_after_the_other(many)); }},
                   {names[1], [&] { wait_for(subprocess::detail::start_together(many)); }}},
                  {101, 1}, "<= 1.00"));
}

} // namespace bench
