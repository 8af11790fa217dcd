// Many that are alive at once.
#include "../measure.hpp"
#include "scale.hpp"

#include <subprocess.hpp>
#include <subprocess/pty.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <string>

#include <sys/resource.h>

namespace scale {

namespace {

namespace sp = subprocess;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

void allow_descriptors() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// Waits for children, and kills those whose deadline has passed.
class Supervisor {
public:
    explicit Supervisor(std::chrono::seconds limit) : m_limit(limit) {}

    void start(const std::vector<std::string>& command) {
        m_children.push_back({sp::Popen(command, sp::stdout_ = sp::DEVNULL), Clock::now() + m_limit});
        m_alive.add(m_children.back().process);
    }

    void supervise() {
        auto next = m_children.begin(); // they were started in the order of their deadlines
        while (!m_alive.empty())
            try {
                const auto limit = next == m_children.end() ? Clock::time_point::max() : next->deadline;
                ended += m_alive.wait_any(limit).returncode == 0;
            } catch (const sp::TimeoutExpired&) {
                killed += kill((next++)->process);
            }
    }

    std::size_t ended = 0, killed = 0;

private:
    struct Child {
        sp::Popen process;
        Clock::time_point deadline;
    };

    static std::size_t kill(sp::Popen& process) {
        if (process.poll() != sp::None)
            return 0;
        process.kill();
        return 1;
    }

    std::chrono::seconds m_limit;
    std::deque<Child> m_children;
    sp::PopenSet m_alive;
};

} // namespace

void crowd() {
    constexpr std::size_t size = 10000, tenth = 10;
    constexpr std::size_t some_mappings = 16;
    constexpr long some_memory = 65536; // what the heap keeps of it
    allow_descriptors();
    Report report("crowd");
    {
        Supervisor supervisor(20s);
        const double started = bench::seconds_of([&] {
            for (std::size_t i = 0; i < size; ++i) // every tenth child would outlive its deadline
                supervisor.start({LINGER_CHILD, i % tenth == 0 ? "600000000" : "12000000", "1"});
        });
        const double supervised = bench::seconds_of([&] { supervisor.supervise(); });
        report.add(supervisor.ended == size - size / tenth && supervisor.killed == size / tenth,
                   std::to_string(supervisor.ended) + " ended, " + std::to_string(supervisor.killed) +
                       " were killed at their deadline; started in " + std::to_string(started) + " s, supervised for " +
                       std::to_string(supervised) + " s");
    }
    report.add_growth(some_mappings, some_memory);
}

namespace {

/// Starts so many that linger, and ends them all.
void start_and_end(const char* name, std::size_t count, const sp::Options& options) {
    constexpr std::size_t some_mappings = 16;
    constexpr long some_memory = 16384;
    Report report(name);
    std::deque<sp::Popen> alive;
    const double started = bench::seconds_of([&] {
        while (alive.size() < count)
            alive.emplace_back(sp::Popen({LINGER_CHILD, "600000000", "1"}, options));
    });
    std::size_t running = 0;
    for (sp::Popen& process : alive)
        running += process.poll() == sp::None;
    const double ended = bench::seconds_of([&] { alive.clear(); });
    report.add(running == count, std::to_string(running) + " alive at once; started in " + std::to_string(started) +
                                     " s, ended in " + std::to_string(ended) + " s");
    report.add_growth(some_mappings, some_memory);
}

} // namespace

void trees() {
    sp::Options options;
    options.tree = true;
    options.stdout_ = sp::DEVNULL;
    start_and_end("trees", 1000, options);
}

void terminals() {
    sp::Options options;
    options.pty = true;
    start_and_end("terminals", 500, options);
}

} // namespace scale
