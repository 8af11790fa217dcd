// fault_scenarios NAME CHILD KIND NUMBER CALL: plays one scenario, during which the driver lets one system call fail,
// or an allocation fails, and looks whether all is as it should be afterwards. Prints what is not, or else the number
// of allocations. Without arguments it prints the names.
#include "judge.hpp"

#include <subprocess.hpp>

#include "support/allocations.hpp"
#include "support/census.hpp"

#include "os/posix/ask/features.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tests {

/// The scenarios make no files.
void add_temporary_files(Findings&) {}

} // namespace tests

namespace faults {

std::string child;
int gate = -1;

void warm_up() {
    (void)subprocess::run({child, "exit", "0"});
}

void stay_cold() {}

namespace {

std::vector<Scenario> all_scenarios() {
    std::vector<Scenario> all;
    for (const auto* some : {&starts, &streams, &endings, &trees, &groups})
        all.insert(all.end(), some->begin(), some->end());
    return all;
}

Scenario scenario_called(const std::string& name) {
    for (const Scenario& one : all_scenarios())
        if (one.name == name)
            return one;
    std::printf("no scenario %s\n", name.c_str());
    std::exit(2);
}

/// The driver sees this, and no system call.
void mark() {
    __asm__ volatile("int3");
}

void handle_signals() {
    struct sigaction action {};
    action.sa_handler = [](int) {}; // without SA_RESTART
    ::sigaction(SIGALRM, &action, nullptr);
    ::sigaction(SIGCHLD, &action, nullptr);
}

std::exception_ptr play(const Scenario& scenario) {
    std::exception_ptr thrown;
    mark();
    try {
        const tests::Allocations counted(lacks_memory() ? struck.value : 0);
        scenario.play();
    } catch (...) {
        thrown = std::current_exception();
    }
    mark();
    return thrown;
}

bool may_leave_children(const Scenario& scenario, bool has_thrown) {
    return scenario.children == Children::are_left || refuses_signals() ||
           (has_thrown && scenario.children == Children::may_be_left);
}

/// Blocks, without reaping, until all that are left have ended. They do, because the gate is closed.
void reap_leftovers() {
    while (lacks_memory() &&
           ::waitpid(-1, nullptr, __WALL) > 0) { // there may have been none for the list of the detached
    }
    siginfo_t about{};
    while (::waitid(P_ALL, 0, &about, WEXITED | WNOWAIT | __WALL) == 0)
        subprocess::cleanup();
}

/// After whatever has happened, the library works.
std::string play_plain() {
    try {
        const auto done =
            subprocess::run({child, "cat", "exit", "4"}, subprocess::input = "x", subprocess::capture_output = true);
        return done.returncode == 4 && done.stdout_ == "x" ? "" : "afterwards, a run() has a wrong result\n";
    } catch (const std::exception& error) {
        return std::string("afterwards, a run() throws ") + error.what() + '\n';
    }
}

class Gate {
public:
    Gate() {
        if (::pipe2(m_fds, O_CLOEXEC) != 0)
            std::abort();
        gate = m_fds[0];
    }
    void close() {
        for (int& fd : m_fds)
            ::close(std::exchange(fd, -1));
    }

private:
    int m_fds[2];
};

std::string report(const Scenario& scenario) {
    const tests::Findings before = tests::take_census();
    Gate pipe;
    const tests::Findings with_gate = tests::take_census();
    const std::exception_ptr thrown = play(scenario);
    std::string complaints = judge(scenario.name, thrown);
    const bool may_leave = may_leave_children(scenario, thrown != nullptr);
    if (!may_leave) {
        complaints += tests::differences(with_gate, tests::take_census());
        complaints += tests::children();
    }
    pipe.close();
    if (may_leave)
        reap_leftovers();
    complaints += play_plain();
    return complaints + tests::differences(before, tests::take_census()) + tests::children();
}

int main_of(const std::vector<std::string>& words) {
    if (words.size() != 5) {
        for (const Scenario& one : all_scenarios())
            std::puts(one.name);
        return 0;
    }
    const Scenario scenario = scenario_called(words[0]);
    child = words[1];
    struck = {words[2], std::stoi(words[3]), words[4]};
    subprocess::detail::os::give_up(subprocess::detail::os::Feature::tracer); // else it would go another way
    scenario.prepare();
    if (struck.kind == "signal")
        handle_signals();
    const std::string complaints = report(scenario);
    std::fputs(complaints.empty() ? std::to_string(tests::Allocations::count()).c_str() : complaints.c_str(), stdout);
    return complaints.empty() ? 0 : 1;
}

} // namespace
} // namespace faults

int main(int argc, char** argv) {
    return faults::main_of({argv + 1, argv + argc});
}
