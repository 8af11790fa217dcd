// One traced process: the few things that ptrace() can do to it, with words instead of numbers.
#pragma once

#include "call.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include <sys/types.h>

namespace faults {

/// A stop before or after a system call.
struct CallStop {
    bool is_entry;
    long number;
};

class Tracee {
public:
    Tracee(pid_t pid, std::string role) : m_pid(pid), m_role(std::move(role)) {}

    const std::string& role() const { return m_role; }
    std::string role_of_next_child() { return m_role + '.' + std::to_string(++m_children); }

    /// Stops it before and after each system call.
    void step(int signal) const;
    /// Lets it run without stops.
    void run(int signal) const;
    /// Leaves a stopped process as it is, until it gets SIGCONT, which is sent to it.
    void stay_stopped() const;
    void let_go(int signal) const;

    /// What it does at a stop; counts its calls. \return the call, if it is about to make one
    std::optional<Call> note_stop();
    /// Harms the call that it is about to make.
    void strike(const Fault& fault);

    /// Nothing that was changed has to be changed back.
    bool is_unharmed() const { return !m_result && !m_argument && m_changed_place == 0; }

private:
    void shorten();
    void finish_call();

    pid_t m_pid;
    std::string m_role;
    int m_children = 0;
    std::map<long, int> m_counts;
    long m_number = 0;                            ///< of the call that it is in, or was in last
    std::optional<long> m_result;                 ///< what the call that it is in is to return
    std::optional<unsigned long long> m_argument; ///< its third argument, which was changed
    std::uintptr_t m_changed_place = 0;           ///< a word of its memory that was changed, if not 0
    long m_changed_word = 0;
};

/// What makes a process a tracee of ours, from the beginning of its program.
void seize(pid_t pid);
/// From now on its children are traced, too.
void follow_children(pid_t pid);
/// The process that a stop is about.
pid_t new_process(pid_t pid);

} // namespace faults
