// What it costs to start a process, and what that depends on.
#include "floor.hpp"
#include "limits.hpp"
#include "measure.hpp"

#include <subprocess.hpp>

#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace bench {

namespace sp = subprocess;

namespace {

const char* const exit_argv[] = {EXIT_CHILD, nullptr};
const auto nothing = const_cast<Argv>(exit_argv);

void run_it() {
    sp::run({EXIT_CHILD});
}

void capture_it() {
    sp::run({EXIT_CHILD}, sp::stdout_ = sp::PIPE);
}

std::vector<double> samples_of(const std::function<void()>& work) {
    constexpr int rounds = 500;
    std::vector<double> samples;
    for (int round = 0; round < rounds; ++round)
        samples.push_back(seconds_of(work));
    return samples;
}

/// The library against itself, under some circumstances and under others.
void compare_times(const std::string& row, const char* first, std::vector<double> before, const char* second,
                   std::vector<double> after) {
    print(results_of(row, {first, second}, {std::move(before), std::move(after)}, "<= 1.30"));
}

/// Memory that is really there, in pages of 4 KiB.
class Ballast {
public:
    explicit Ballast(std::size_t size)
        : m_size(size), m_memory(::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {
        ::madvise(m_memory, m_size, MADV_NOHUGEPAGE);
        std::memset(m_memory, 1, m_size);
    }
    Ballast(const Ballast&) = delete;
    Ballast& operator=(const Ballast&) = delete;
    ~Ballast() { ::munmap(m_memory, m_size); }

private:
    std::size_t m_size;
    void* m_memory;
};

/// Descriptors that are open while it lives.
class OpenFds {
public:
    explicit OpenFds(std::size_t count) {
        while (m_fds.size() < count)
            m_fds.emplace_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    }

private:
    std::vector<sp::Handle> m_fds;
};

void set_fd_limit(rlim_t soft) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::min(soft, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

void measure_start() {
    const Rounds rounds{6000, 1}; // one at a time: most are hit by nothing else that this machine does
    print(compare("start and wait",
                  {{"clone and futex by hand", [] { floor_wait(floor_spawn(nothing)); }},
                   {"run()", run_it},
                   {"vfork by hand", [] { floor_wait(vfork_it(nothing)); }},
                   {"posix_spawn by hand", [] { floor_wait(posix_spawn_it(nothing)); }}},
                  rounds, "<= 1.10"));
    print(compare("start, capture stdout, wait",
                  {{"pipe, clone and futex by hand", [] { floor_discard(nothing); }}, {"run()", capture_it}}, rounds,
                  "<= 1.15"));
}

void measure_surroundings() {
    constexpr std::size_t gibibyte = std::size_t{1} << 30;
    std::vector<double> before = samples_of(capture_it);
    {
        const Ballast ballast(gibibyte);
        compare_times("start from a parent of 1 GiB", "10 MiB", before, "1 GiB", samples_of(capture_it));
    }

    constexpr rlim_t low = 256, high = 1 << 20;
    set_fd_limit(low);
    before = samples_of(capture_it);
    set_fd_limit(high);
    compare_times("start with a large RLIMIT_NOFILE", "256", before, "as large as allowed", samples_of(capture_it));

    constexpr std::size_t many = 10000;
    before = samples_of(capture_it);
    const OpenFds fds(many);
    run_it();
    compare_times("start with 10 000 open descriptors", "10", before, "10 000", samples_of(capture_it));
}

} // namespace bench
