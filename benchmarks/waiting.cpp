// How soon a wait returns after the child has ended, and the cost of waiting.
#include "limits.hpp"
#include "measure.hpp"

#include <subprocess.hpp>

#include <cstdio>
#include <cstdlib>
#include <ctime>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench {

namespace sp = subprocess;

namespace {

double seconds(const timespec& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

/// The time from the end of the child, as reported by the child, to the return of `wait`.
double latency(int microseconds, void (*wait)(sp::Popen&)) {
    int fds[2];
    if (::pipe(fds) != 0)
        std::exit(1);
    const sp::Handle reader(fds[0]), writer(fds[1]);
    sp::Popen process({LINGER_CHILD, std::to_string(microseconds), std::to_string(writer.get())},
                      sp::pass_fds = {writer.get()});
    wait(process);
    timespec now{}, end{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    if (::read(reader.get(), &end, sizeof end) != sizeof end)
        std::exit(1);
    process.wait();
    return seconds(now) - seconds(end);
}

void wait_by_hand(sp::Popen& process) {
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(process.pid), &info, WEXITED | WNOWAIT);
}

void wait_with_timeout(sp::Popen& process) {
    process.wait(sp::timeout = 60);
}

double cpu_time() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double cpu_of_a_second(void (*wait)(sp::Popen&)) {
    sp::Popen process({LINGER_CHILD, "1000000", "1"}, sp::stdout_ = sp::DEVNULL);
    const double before = cpu_time();
    wait(process);
    return cpu_time() - before;
}

} // namespace

void measure_waiting() {
    constexpr int rounds = 200;
    std::vector<double> by_hand, with_timeout;
    for (int round = 0; round < rounds; ++round) {
        const int microseconds = 3000 + round * 40; // covers all phases of the clock tick
        by_hand.push_back(latency(microseconds, wait_by_hand));
        with_timeout.push_back(latency(microseconds, wait_with_timeout));
    }
    print(results_of("from a child's end to the return of wait", {"blocking waitid by hand", "wait(timeout)"},
                     {by_hand, with_timeout}, "<= 1.30"));

    constexpr double promised = 0.3e-3;
    std::vector<double> cpu;
    for (int round = 0; round < 5; ++round)
        cpu.push_back(cpu_of_a_second(wait_with_timeout));
    print(results_of("CPU time of one second of wait(timeout)", {"what is promised", "wait(timeout)"},
                     {std::vector<double>(cpu.size(), promised), cpu}, "<= 1.00"));
}

} // namespace bench
