#include "play.hpp"
#include "tracee.hpp"
#include "watchdog.hpp"
#include "whereabouts.hpp"

#include <subprocess/handle.hpp>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <map>
#include <set>
#include <system_error>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

namespace faults {
namespace {

constexpr int stop_of_call = SIGTRAP | 0x80;

int check(int result, const char* what) {
    if (result == -1)
        throw std::system_error(errno, std::generic_category(), what);
    return result;
}

[[noreturn]] void become(const Scenario& scenario, const std::optional<Case>& fault, int gate, int output) {
    char byte;
    while (::read(gate, &byte, 1) == -1 && errno == EINTR) {
    }
    ::setpgid(0, 0);
    ::dup2(output, 1);
    ::dup2(output, 2);
    std::vector<std::string> words = words_of(fault);
    words.insert(words.begin(), {scenario.program, scenario.name, scenario.child});
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

/// What it does need not be the same: two that run beside each other take turns.
bool is_same(const Call& a, const Call& b) {
    return a.role == b.role && a.number == b.number && a.occurrence == b.occurrence;
}

class Play {
public:
    Play(const Scenario& scenario, const std::optional<Case>& fault) : m_fault(fault) {
        int gate[2];
        check(::pipe2(gate, O_CLOEXEC), "pipe2");
        const subprocess::Handle theirs(gate[0]), ours(gate[1]);
        m_scenario = check(::fork(), "fork");
        if (m_scenario == 0)
            become(scenario, fault, theirs.get(), m_output.get());
        m_tracees.emplace(m_scenario, Tracee(m_scenario, "0"));
        try {
            seize(m_scenario);
        } catch (...) {
            end_all();
            throw;
        }
        check(static_cast<int>(::write(ours.get(), "x", 1)), "write");
    }

    Played result() {
        int status = 0;
        pid_t pid = 0;
        while ((pid = m_watchdog.wait(status)) > 0)
            note(pid, status);
        if (pid == 0)
            note_hang();
        return std::move(m_played);
    }

private:
    void note(pid_t pid, int status) {
        if (!WIFSTOPPED(status))
            return note_end(pid, status);
        const auto found = m_tracees.find(pid);
        if (found == m_tracees.end())
            m_early.insert(pid);
        else
            note_stop(pid, found->second, WSTOPSIG(status), status >> 16);
    }

    void note_stop(pid_t pid, Tracee& tracee, int signal, int event) {
        if (signal == stop_of_call)
            return note_call(pid, tracee);
        if (event == PTRACE_EVENT_EXEC && pid != m_scenario)
            return leave(pid, tracee, 0);
        if (event == PTRACE_EVENT_STOP && signal != SIGTRAP)
            return tracee.stay_stopped();
        if (event == PTRACE_EVENT_FORK || event == PTRACE_EVENT_VFORK || event == PTRACE_EVENT_CLONE)
            note_birth(tracee, new_process(pid));
        else if (event == 0 && signal == SIGTRAP && pid == m_scenario)
            return note_mark(tracee);
        go_on(pid, tracee, event == 0 ? signal : 0);
    }

    /// After the fault all run at full speed.
    void go_on(pid_t pid, Tracee& tracee, int signal) {
        if (m_is_over)
            leave(pid, tracee, signal);
        else if (m_has_begun && !(m_played.has_struck && tracee.is_unharmed()))
            tracee.step(signal);
        else
            tracee.run(signal);
    }

    /// The scenario begins, or ends.
    void note_mark(Tracee& tracee) {
        m_is_over = m_has_begun;
        m_has_begun = true;
        if (!m_is_over)
            follow_children(m_scenario);
        go_on(m_scenario, tracee, 0);
    }

    void note_birth(Tracee& parent, pid_t pid) {
        Tracee& tracee = m_tracees.emplace(pid, Tracee(pid, parent.role_of_next_child())).first->second;
        if (m_early.erase(pid) != 0)
            go_on(pid, tracee, 0);
    }

    void note_call(pid_t pid, Tracee& tracee) {
        if (const std::optional<Call> call = tracee.note_stop(); call && !m_is_over) {
            m_played.calls.push_back(*call);
            const bool is_it = m_fault && is_same(m_fault->call, *call) && can_happen(m_fault->fault, *call);
            if (is_it)
                tracee.strike(m_fault->fault);
            m_played.has_struck |= is_it;
        }
        go_on(pid, tracee, 0);
    }

    /// A signal that should stop it may be on its way, and only we would continue it.
    void leave(pid_t pid, const Tracee& tracee, int signal) {
        ::kill(pid, SIGCONT);
        tracee.let_go(signal);
        m_tracees.erase(pid);
    }

    void note_end(pid_t pid, int status) {
        m_tracees.erase(pid);
        if (pid != m_scenario)
            return;
        if (WIFSIGNALED(status))
            m_played.complaint = std::string("ended by signal: ") + ::strsignal(WTERMSIG(status)) + '\n';
        else if (status != 0)
            m_played.complaint = "ended with exit status " + std::to_string(WEXITSTATUS(status)) + '\n';
        if (status != 0)
            m_played.complaint += output();
        else
            m_played.allocations = std::stol(output());
        if (m_fault && m_fault->fault.kind == Kind::memory)
            m_played.has_struck = status != 0 || m_played.allocations >= m_fault->fault.value;
        m_scenario_has_ended = true;
    }

    void note_hang() {
        m_played.complaint = m_scenario_has_ended ? "a process is left\n" : "hangs\n";
        for (const auto& [pid, tracee] : m_tracees)
            m_played.complaint += whereabouts_of(pid, tracee.role()) + '\n';
        m_played.complaint += output();
        end_all();
    }

    void end_all() {
        ::kill(m_scenario, SIGKILL);
        ::kill(-m_scenario, SIGKILL);
        for (const auto& one : m_tracees)
            ::kill(one.first, SIGKILL);
        Watchdog watchdog;
        int status = 0;
        while (watchdog.wait(status) > 0) {
        }
    }

    std::string output() const {
        std::string text(4096, '\0');
        const ssize_t size = ::pread(m_output.get(), text.data(), text.size(), 0);
        text.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
        return text;
    }

    const std::optional<Case>& m_fault;
    const subprocess::Handle m_output{check(::memfd_create("output", MFD_CLOEXEC), "memfd_create")};
    Watchdog m_watchdog;
    pid_t m_scenario = 0;
    std::map<pid_t, Tracee> m_tracees;
    std::set<pid_t> m_early; ///< new processes that have stopped before we knew who made them
    bool m_has_begun = false, m_is_over = false, m_scenario_has_ended = false;
    Played m_played;
};

} // namespace

/// What a process leaves behind becomes our child, so we see whether it ends.
Played play(const Scenario& scenario, const std::optional<Case>& fault) {
    check(::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "prctl");
    return Play(scenario, fault).result();
}

bool can_trace() {
    const pid_t pid = check(::fork(), "fork");
    if (pid == 0) {
        ::pause();
        ::_exit(0);
    }
    bool can = true;
    try {
        seize(pid);
    } catch (const std::system_error&) {
        can = false;
    }
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, __WALL);
    return can;
}

} // namespace faults
