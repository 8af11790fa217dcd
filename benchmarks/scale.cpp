// scale [SPAWNS]: checks what must hold for very many children. Each line names a test and its result; the program
// returns 1 if one failed.
//
//     crowd     10 000 children alive at once, supervised by one thread, with deadlines, through their native_handle()
//     sequence  SPAWNS (1 000 000) children one after the other: no growth of descriptors, of memory or of time
//     threads   64 threads that start children, against 2
//     large     a parent of 8 GiB, if the machine has 12
#include "machine.hpp"
#include "measure.hpp"
#include "work.hpp"

#include <subprocess.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace {

namespace sp = subprocess;
using Clock = std::chrono::steady_clock;

bool all_held = true;

void report(const char* name, bool holds, const std::string& found) {
    std::printf("%-9s %-6s %s\n", name, holds ? "holds" : "FAILS", found.c_str());
    std::fflush(stdout);
    all_held &= holds;
}

std::size_t count_fds() {
    const std::filesystem::directory_iterator fds("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(fds), end(fds)));
}

/// Memory in use, in KiB.
long resident() {
    long size = 0, pages = 0;
    std::ifstream("/proc/self/statm") >> size >> pages;
    return pages * ::sysconf(_SC_PAGESIZE) / 1024;
}

double median_of_starts(int count) {
    std::vector<double> samples;
    for (int i = 0; i < count; ++i)
        samples.push_back(bench::seconds_of(bench::capture_it));
    return bench::percentile(samples, 0.5);
}

// A crowd -------------------------------------------------------------------------------------------------------------

/// Waits for children with epoll, and kills those whose deadline has passed.
class Supervisor {
public:
    explicit Supervisor(std::chrono::seconds limit) : m_limit(limit) {}

    void start(const std::vector<std::string>& command) {
        m_children.push_back(std::make_unique<Child>(Child{sp::Popen(command, sp::stdout_ = sp::DEVNULL), {}}));
        Child& child = *m_children.back();
        child.deadline = Clock::now() + m_limit;
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = &child;
        if (::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, child.process.native_handle(), &event) != 0)
            std::perror("epoll_ctl");
    }

    /// Returns when all children have ended.
    void supervise() {
        std::size_t next = 0; // children were started in the order of their deadlines
        for (std::size_t alive = m_children.size(); alive > 0;) {
            while (next < m_children.size() && m_children[next]->deadline <= Clock::now())
                killed += kill(*m_children[next++]);
            alive -= reap();
        }
    }

    std::size_t ended = 0, killed = 0;

private:
    struct Child {
        sp::Popen process;
        Clock::time_point deadline;
    };

    static std::size_t kill(Child& child) {
        if (child.process.poll() != sp::None)
            return 0;
        child.process.kill();
        return 1;
    }

    std::size_t reap() {
        epoll_event events[256];
        constexpr int until_next_look = 10; // ms
        const int ready = ::epoll_wait(m_epoll.get(), events, 256, until_next_look);
        for (int i = 0; i < ready; ++i) {
            sp::Popen& process = static_cast<Child*>(events[i].data.ptr)->process;
            ::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, process.native_handle(), nullptr);
            ended += process.wait() == 0;
        }
        return static_cast<std::size_t>(std::max(ready, 0));
    }

    std::chrono::seconds m_limit;
    sp::Handle m_epoll{::epoll_create1(EPOLL_CLOEXEC)};
    std::vector<std::unique_ptr<Child>> m_children;
};

void measure_crowd() {
    constexpr std::size_t size = 10000;
    constexpr std::size_t tenth = 10;
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);

    const std::size_t fds = count_fds();
    std::string found;
    bool holds = false;
    {
        Supervisor supervisor(std::chrono::seconds(20));
        const double started = bench::seconds_of([&] {
            for (std::size_t i = 0; i < size; ++i) // every tenth child would outlive its deadline
                supervisor.start({LINGER_CHILD, i % tenth == 0 ? "600000000" : "12000000", "1"});
        });
        const double supervised = bench::seconds_of([&] { supervisor.supervise(); });
        holds = supervisor.ended == size - size / tenth && supervisor.killed == size / tenth;
        found = std::to_string(supervisor.ended) + " ended, " + std::to_string(supervisor.killed) +
                " were killed at their deadline; started in " + std::to_string(started) + " s, supervised for " +
                std::to_string(supervised) + " s";
    }
    report("crowd", holds && count_fds() == fds, found);
}

// One after the other, and many at once -------------------------------------------------------------------------------

void time_starts(std::vector<double>& samples) {
    for (double& sample : samples)
        sample = bench::seconds_of(bench::capture_it);
}

void measure_sequence(long spawns) {
    constexpr long slack = 1024; // KiB
    constexpr double most = 1.3;
    const long tenth = spawns / 10;
    std::vector<double> first(static_cast<std::size_t>(tenth)), last(first.size());
    median_of_starts(2000);
    const long memory = resident();
    const std::size_t fds = count_fds();
    time_starts(first);
    for (long i = 2 * tenth; i < spawns; ++i)
        bench::capture_it();
    time_starts(last);
    const long growth = resident() - memory;
    const std::size_t fds_after = count_fds();
    const double time = bench::percentile(std::move(first), 0.5);
    const double time_after = bench::percentile(std::move(last), 0.5);
    report("sequence", fds_after == fds && growth <= slack && time_after <= most * time,
           std::to_string(spawns) + " children; descriptors: " + std::to_string(fds) + " and " +
               std::to_string(fds_after) + "; memory grew by " + std::to_string(growth) +
               " KiB; median of a start in the first tenth " + std::to_string(time * 1e6) + " us, in the last " +
               std::to_string(time_after * 1e6) + " us");
}

double seconds_with_threads(int threads, int children) {
    return bench::seconds_of([&] {
        std::vector<std::thread> workers;
        for (int i = 0; i < threads; ++i)
            workers.emplace_back([=] {
                for (int j = 0; j < children / threads; ++j)
                    bench::capture_it();
            });
        for (std::thread& worker : workers)
            worker.join();
    });
}

void measure_threads() {
    constexpr int children = 12800;
    std::vector<double> ratios;
    for (int round = 0; round < 5; ++round) {
        const double by_two = seconds_with_threads(2, children);
        ratios.push_back(seconds_with_threads(64, children) / by_two);
    }
    const double ratio = bench::percentile(ratios, 0.5);
    report("threads", ratio <= 2, "64 threads take " + std::to_string(ratio) + " of the time of 2");
}

void measure_large_parent() {
    constexpr std::size_t size = 8 * bench::gibibyte, least = 12 * bench::gibibyte;
    if (bench::memory_size() < least) {
        std::printf("%-9s %-6s it needs 12 GiB of memory\n", "large", "skipped");
        return;
    }
    constexpr int sample = 2000;
    constexpr double most = 1.3;
    const double before = median_of_starts(sample);
    void* const ballast =
        ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    const double after = median_of_starts(sample);
    ::munmap(ballast, size);
    report("large", ballast != MAP_FAILED && after <= most * before,
           "median of a start " + std::to_string(before * 1e6) + " us, from a parent of 8 GiB " +
               std::to_string(after * 1e6) + " us");
}

} // namespace

int main(int argc, char** argv) {
    constexpr long usual = 1000000;
    measure_crowd();
    measure_threads();
    measure_large_parent();
    measure_sequence(argc > 1 ? std::atol(argv[1]) : usual);
    return all_held ? 0 : 1;
}
