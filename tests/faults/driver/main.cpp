// fault_driver PROGRAM CHILD [--every N [--from K]] [--only TEXT] [--patience SECONDS] [--list] [SCENARIO...]
//
// Lets each system call of each scenario fail in each way that errors.cpp knows, one at a time, and says what went
// wrong. PROGRAM is the one in ../scenarios, which names its scenarios if it is called without arguments.
//
//     --every N    of the cases only every Nth
//     --from K     of them not the first, but the Kth, and every Nth after it
//     --only TEXT  of the cases only those whose name contains TEXT
//     --patience SECONDS  how long a scenario may take before it hangs
//     --list       prints the cases and does not play them
#include "exceptions.hpp"
#include "play.hpp"
#include "watchdog.hpp"

#include <subprocess.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <map>
#include <sstream>
#include <system_error>

namespace {

using namespace faults;

struct Choice {
    std::string program, child, only;
    long every = 1, from = 0;
    bool only_lists = false;
    std::vector<std::string> names;
};

std::vector<std::string> names_from(const std::string& program) {
    std::istringstream lines(subprocess::check_output({program}));
    std::vector<std::string> names;
    for (std::string name; std::getline(lines, name);)
        names.push_back(name);
    return names;
}

/// \throws std::exception for what makes no sense
Choice choice_of(const std::vector<std::string>& words) {
    Choice choice;
    choice.program = words.at(0);
    choice.child = std::filesystem::absolute(words.at(1)).string(); // some scenarios change the folder
    for (std::size_t i = 2; i < words.size(); ++i)
        if (words[i] == "--every")
            choice.every = std::stol(words.at(++i));
        else if (words[i] == "--from")
            choice.from = std::stol(words.at(++i));
        else if (words[i] == "--only")
            choice.only = words.at(++i);
        else if (words[i] == "--patience")
            patience = std::stoi(words.at(++i));
        else if (words[i] == "--list")
            choice.only_lists = true;
        else
            choice.names.push_back(words[i]);
    if (choice.names.empty())
        choice.names = names_from(choice.program);
    return choice;
}

class Faults {
public:
    explicit Faults(Choice choice) : m_choice(std::move(choice)) {}

    /// \return whether all is well
    bool play_all() {
        for (const std::string& name : m_choice.names)
            play_scenario(name);
        std::printf(
            "%ld cases of %ld system calls and %ld allocations in %zu scenarios; %ld met no such call; %ld were played "
            "again; %ld failed\n",
            m_played, m_calls, m_allocations, m_choice.names.size(), m_missed, m_repeated, m_failed);
        for (const auto& [reason, count] : m_skipped)
            std::printf("%ld cases left out: %s\n", count, reason.c_str());
        return m_failed == 0;
    }

private:
    void play_scenario(const std::string& name) {
        const Scenario scenario{m_choice.program, m_choice.child, name};
        m_seen = m_started++; // each has its own first case, whatever the others did
        Played usual = settled(scenario, {});
        note(name + ", undisturbed", usual);
        const auto is_before = [](const Call& a, const Call& b) { return a.role < b.role; };
        std::stable_sort(usual.calls.begin(), usual.calls.end(), is_before); // as if none ran beside another
        m_calls += static_cast<long>(usual.calls.size());
        m_allocations += usual.allocations;
        for (const Call& call : usual.calls)
            for (const Fault& fault : faults_of(call))
                consider(scenario, {call, fault});
        for (int i = 1; i <= usual.allocations; ++i)
            consider(scenario, {{}, {Kind::memory, i}});
    }

    void consider(const Scenario& scenario, const Case& one) {
        const std::string name = scenario.name + ": " + name_of(one);
        if (const char* const reason = reason_to_skip(scenario.name, one); reason != nullptr)
            return (void)++m_skipped[reason];
        if (m_seen++ % m_choice.every != m_choice.from || name.find(m_choice.only) == name.npos)
            return;
        ++m_played;
        if (m_choice.only_lists)
            return (void)std::puts(name.c_str());
        m_missed += strikes(name, scenario, one) ? 0 : 1;
    }

    /// Where processes run beside each other, their calls take turns in different ways. \return whether it met the call
    bool strikes(const std::string& name, const Scenario& scenario, const Case& one) {
        constexpr int tries = 5;
        for (int i = 0; i < tries; ++i) {
            const Played played = settled(scenario, one);
            note(name, played);
            if (played.has_struck || !played.complaint.empty())
                return played.has_struck;
        }
        return false;
    }

    /// On a machine so busy that limits of the library pass, such as 2 s for what is killed, a case may fail once.
    Played settled(const Scenario& scenario, const std::optional<Case>& one) {
        constexpr int tries = 3;
        Played played = play(scenario, one);
        for (int i = 1; i < tries && !played.complaint.empty(); ++i, ++m_repeated)
            played = play(scenario, one);
        return played;
    }

    void note(const std::string& name, const Played& played) {
        if (played.complaint.empty())
            return;
        ++m_failed;
        std::printf("%s\n%s\n", name.c_str(), played.complaint.c_str());
        std::fflush(stdout);
    }

    Choice m_choice;
    std::map<std::string, long> m_skipped; ///< how many for each reason
    long m_started = 0, m_allocations = 0, m_calls = 0, m_seen = 0, m_played = 0, m_missed = 0, m_repeated = 0,
         m_failed = 0;
};

} // namespace

int main(int argc, char** argv) {
    constexpr int skipped = 77;
    try {
        if (!can_trace())
            return std::puts("no process may be traced here"), skipped;
        return Faults(choice_of({argv + 1, argv + argc})).play_all() ? 0 : 1;
    } catch (const std::system_error& error) {
        std::printf("faults: %s\n", error.what());
        return error.code() == std::errc::io_error ? skipped : 2; // before Linux 5.3 ptrace() does not describe calls
    } catch (const std::exception& error) {
        std::fprintf(stderr, "faults: %s\n", error.what());
        return 2;
    }
}
