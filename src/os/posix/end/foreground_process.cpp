#include "foreground_process.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

ForegroundProcess::ForegroundProcess(std::unique_ptr<Process> process, const LentTerminal& terminal,
                                     pid_t group) noexcept
    : Process(process->pid), m_process(std::move(process)), m_terminal(terminal), m_group(group != 0 ? group : pid),
      m_owner(::getpid()) {}

/// No shell sees that the program was stopped by Ctrl-Z, and nobody at a terminal in its hands could continue it. A
/// tree with a supervisor cannot be stopped so: see leave_group() in start/tree_setup.hpp.
void ForegroundProcess::continue_if_stopped() const {
    siginfo_t about{};
    if (::waitid(P_PID, static_cast<id_t>(pid), &about, WSTOPPED | WNOHANG) == 0 && about.si_pid == pid &&
        about.si_status == SIGTSTP)
        ::killpg(m_group, SIGCONT);
}

/// Only a SIGCHLD tells of a stop, and that is not ours. So we look again and again.
std::optional<Ended> ForegroundProcess::wait(Deadline deadline) {
    constexpr double longest_stop = 0.1; // seconds
    std::optional<Ended> ended;
    do {
        if (needs_looks())
            continue_if_stopped();
        ended = m_process->wait(needs_looks() ? earlier(deadline, Deadline::after(longest_stop)) : deadline);
    } while (!ended && !deadline.has_passed());
    if (ended)
        take_back(*ended);
    return ended;
}

bool ForegroundProcess::wait_for_tree(Deadline deadline) {
    if (!has_tree())
        return wait(deadline).has_value();
    const bool is_over = m_process->wait_for_tree(deadline);
    if (is_over)
        take_back(m_process->wait(Deadline::passed()).value_or(Ended()));
    return is_over;
}

/// A program that a signal has ended could not restore what it had changed. To a copy of this process by fork() the
/// terminal of its original is none of its business.
void ForegroundProcess::take_back(const Ended& ended) {
    if (::getpid() != m_owner)
        return;
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (std::exchange(m_is_back, true))
        return;
    const bool was_killed = ended.returncode < 0 && m_terminal.modes;
    take_terminal_back(m_group, was_killed ? &*m_terminal.modes : nullptr);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
