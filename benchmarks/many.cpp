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

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

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
        const double seconds = seconds_of([&] {
            m_children.back().kill();
            find_ended();
        });
        replace();
        return seconds;
    }

    /// \return the time that the set takes to say which one has ended
    double seconds_to_find_one() {
        sp::Popen& victim = m_children.back();
        victim.kill();
        siginfo_t about{};
        ::waitid(P_PID, static_cast<id_t>(victim.pid), &about, WEXITED | WNOWAIT);
        const double seconds = seconds_of([&] { find_ended(); });
        replace();
        return seconds;
    }

    /// \return the time from the kill of one to its end, by two system calls that know which one it is
    double seconds_to_end_one_by_hand() {
        const auto pid = static_cast<pid_t>(m_children.back().pid);
        const double seconds = seconds_of([&] {
            siginfo_t about{};
            ::kill(pid, SIGKILL);
            ::waitid(P_PID, static_cast<id_t>(pid), &about, WEXITED | WNOWAIT);
        });
        find_ended();
        replace();
        return seconds;
    }

    std::size_t size() const { return m_children.size(); }

private:
    void find_ended() {
        if (&m_set.wait_any() != &m_children.back())
            std::abort();
    }

    void replace() {
        m_children.pop_back();
        add();
    }

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

/// Compares one crowd with another, turn by turn.
void compare_crowds(const char* row, Crowd& small, Crowd& large, double (Crowd::*seconds)(), const char* target) {
    constexpr int rounds = 501;
    std::vector<std::vector<double>> samples(2);
    for (int round = 0; round < rounds; ++round)
        for (std::size_t turn = 0; turn < samples.size(); ++turn) {
            const std::size_t who = whose_turn(round, turn, samples.size());
            samples[who].push_back(((who == 0 ? small : large).*seconds)());
        }
    const auto name_of = [](const Crowd& crowd) { return std::to_string(crowd.size()) + " live"; };
    print(results_of(row, {name_of(small), name_of(large)}, samples, target));
}

} // namespace

void measure_many() {
    constexpr std::size_t few = 100;
    Crowd small(few), large(count_of_many());
    small.seconds_to_end_one(); // the first wait asks all
    large.seconds_to_end_one();
    compare_crowds("end one of many children", small, large, &Crowd::seconds_to_end_one, "<= 1.50");
    compare_crowds("the same by kill and waitid", small, large, &Crowd::seconds_to_end_one_by_hand, "");
    compare_crowds("find which of many children has ended", small, large, &Crowd::seconds_to_find_one, "<= 1.50");
}

} // namespace bench
