// What a start depends on: the size of the parent, its limits, its open descriptors. Each surrounding is a process of
// its own, and they take turns, so that a slow moment of the machine hits all of them.
#include "limits.hpp"
#include "machine.hpp"
#include "measure.hpp"
#include "work.hpp"

#include <subprocess.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench {

namespace sp = subprocess;

namespace {

/// Memory that is really there, in pages of 4 KiB, until the process ends.
void occupy(std::size_t size) {
    void* const memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        std::exit(1);
    ::madvise(memory, size, MADV_NOHUGEPAGE);
    std::memset(memory, 1, size);
}

void set_fd_limit(rlim_t soft) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::min(soft, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

void open_fds(int count) {
    set_fd_limit(1 << 20);
    for (int i = 0; i < count; ++i)
        if (::open("/dev/null", O_RDONLY | O_CLOEXEC) < 0)
            std::exit(1);
}

/// A process in some surroundings, which starts and captures a child on request, and says how long that took.
class Starter {
public:
    explicit Starter(const std::function<void()>& prepare) {
        int requests[2], answers[2];
        if (::pipe2(requests, O_CLOEXEC) != 0 || ::pipe2(answers, O_CLOEXEC) != 0)
            std::exit(1);
        m_requests = sp::Handle(requests[1]);
        m_answers = sp::Handle(answers[0]);
        const sp::Handle theirs[] = {sp::Handle(requests[0]), sp::Handle(answers[1])};
        m_pid = ::fork();
        if (m_pid != 0)
            return;
        m_requests.close();
        m_answers.close();
        prepare();
        for (char request; ::read(theirs[0].get(), &request, 1) == 1;) {
            const double seconds = seconds_of(capture_it);
            if (::write(theirs[1].get(), &seconds, sizeof seconds) != sizeof seconds)
                break;
        }
        std::_Exit(0);
    }
    Starter(const Starter&) = delete;
    Starter& operator=(const Starter&) = delete;
    ~Starter() {
        ::kill(m_pid, SIGKILL); // the end of its requests it would not see: later ones have inherited our descriptor
        ::waitpid(m_pid, nullptr, 0);
    }

    double start() {
        double seconds = 0;
        if (::write(m_requests.get(), "", 1) != 1 ||
            ::read(m_answers.get(), &seconds, sizeof seconds) != sizeof seconds)
            std::exit(1);
        return seconds;
    }

private:
    sp::Handle m_requests, m_answers;
    pid_t m_pid = -1;
};

struct Surroundings {
    std::string name;
    std::function<void()> prepare;
};

void compare_surroundings(const std::string& row, const std::vector<Surroundings>& all, const std::string& target) {
    constexpr int rounds = 1000;
    std::vector<std::unique_ptr<Starter>> starters;
    std::vector<std::string> names;
    for (const Surroundings& each : all) {
        starters.push_back(std::make_unique<Starter>(each.prepare));
        starters.back()->start(); // it answers when its surroundings are ready
        names.push_back(each.name);
    }
    std::vector<std::vector<double>> samples(all.size());
    for (int round = 0; round < rounds; ++round)
        for (std::size_t turn = 0; turn < all.size(); ++turn) {
            const std::size_t who = whose_turn(round, turn, all.size());
            samples[who].push_back(starters[who]->start());
        }
    print(results_of(row, names, samples, target));
}

} // namespace

void measure_surroundings() {
    const Surroundings small{"10 MiB", [] { occupy(10 * mebibyte); }};
    compare_surroundings("start from a parent of 1 GiB", {small, {"1 GiB", [] { occupy(gibibyte); }}}, "<= 1.10");
    if (memory_size() >= 12 * gibibyte)
        compare_surroundings("start from a parent of 8 GiB", {small, {"8 GiB", [] { occupy(8 * gibibyte); }}},
                             "<= 1.10");
    compare_surroundings("start with a large RLIMIT_NOFILE",
                         {{"256", [] { set_fd_limit(256); }}, {"as large as allowed", [] { set_fd_limit(1 << 20); }}},
                         "<= 1.10");
    compare_surroundings("start with 10 000 open descriptors",
                         {{"10", [] { open_fds(7); }}, {"10 000", [] { open_fds(9997); }}}, "<= 1.20");
}

} // namespace bench
