// What the end of one child costs when thousands of others live.
#include "limits.hpp"
#include "measure.hpp"
#include "work.hpp"

#include <subprocess.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <vector>

#include <sys/resource.h>

namespace bench {

namespace sp = subprocess;

namespace {

/// Children that live until they are killed.
class Crowd {
public:
    explicit Crowd(std::size_t count) {
        m_children.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            add();
        if (m_set.size() != count)
            std::abort();
    }
    ~Crowd() {
        for (sp::Popen& child : m_children)
            child.kill();
    }
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;

    /// \return the time from the kill of one to the answer of the set
    double seconds_to_end_one() {
        sp::Popen& victim = m_children.back();
        const double seconds = seconds_of([&] {
            victim.kill();
            if (&m_set.wait_any() != &victim)
                std::abort();
        });
        m_children.pop_back();
        add();
        return seconds;
    }

private:
    void add() {
        m_children.emplace_back(sp::Popen({LINGER_CHILD, "1000000000", "1"}, sp::stdout_ = sp::DEVNULL));
        m_set.add(m_children.back());
    }

    std::vector<sp::Popen> m_children;
    sp::PopenSet m_set;
};

/// 10 000, or what the limits of this user allow. Each child takes a process and a descriptor.
std::size_t count_of_many() {
    constexpr rlim_t wanted = 10000, others = 1000;
    rlimit files{}, processes{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    ::getrlimit(RLIMIT_NPROC, &processes);
    return static_cast<std::size_t>(std::min({wanted, files.rlim_cur - others, processes.rlim_cur - others}));
}

} // namespace

void measure_many() {
    constexpr int rounds = 501;
    constexpr std::size_t few = 100;
    const std::size_t many = count_of_many();
    Crowd small(few), large(many);
    small.seconds_to_end_one(); // the first wait asks all
    large.seconds_to_end_one();
    std::vector<std::vector<double>> samples(2);
    for (int round = 0; round < rounds; ++round)
        for (std::size_t turn = 0; turn < samples.size(); ++turn) {
            const std::size_t who = whose_turn(round, turn, samples.size());
            samples[who].push_back((who == 0 ? small : large).seconds_to_end_one());
        }
    print(results_of("end one of many children", {std::to_string(few) + " live", std::to_string(many) + " live"},
                     samples, "<= 1.50"));
}

} // namespace bench
