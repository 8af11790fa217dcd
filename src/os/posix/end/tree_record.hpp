// What a supervisor, the program that it starts, and this process share: one mapping per tree.
#pragma once

#include "usage.hpp"

#include <sys/types.h>

#include <atomic>
#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

struct ChildPlan;

enum TreeState : int {
    tree_gone, ///< written by the kernel when the supervisor ends, whatever ends it
    tree_born,
    tree_started, ///< the program has been cloned, or `error` is set
    tree_program_ended,
};

/// Requests to a supervisor: one byte each in its pipe. Other bytes are the numbers of signals to send to all members.
/// The end of the pipe means `end`.
enum class TreeRequest : unsigned char { end = 0xFF, detach = 0xFE };

/// A process whose children get a signal. Its pidfd is held meanwhile, so that its number cannot become another's.
struct TreeLevel {
    pid_t pid;
    int pidfd;
    std::size_t first, last; ///< where its children are in `pending`; `first` moves
};

/// It is mapped shared, so that a supervisor made by fork() sees it as well; so no futex in it is a private one.
struct TreeRecord {
    std::atomic<int> state{tree_born}; ///< a futex: changes wake who waits for it
    std::atomic<int> program_is_in{1}; ///< cleared by the kernel when the program has left our memory
    std::atomic<int> answers{0};       ///< counts the signals that were sent; a futex
    std::atomic<int> is_held{0};       ///< while it is not 0, the supervisor reaps nothing; a futex

    // The plan: written before the supervisor exists.
    ChildPlan* program = nullptr;                        ///< used until the program has left our memory
    pid_t (*fork_program)(ChildPlan& program) = nullptr; ///< for supervisors made by fork()
    bool can_clone3 = false;
    bool has_memory_of_its_own = false; ///< the program gets a copy of our memory, and reports by its pipe
    bool shares_table = false;          ///< the supervisor begins in our descriptor table, and must leave it
    pid_t parent = 0;
    int requests = -1;      ///< the read end of the pipe
    int cgroup = -1;        ///< the folder of the tree's own control group; -1: it has none
    int cgroup_parent = -1; ///< the folder that it is in
    char cgroup_name[64]{};

    // Results: written before `state` or `answers` changes.
    pid_t pid = 0;            ///< the program's
    int pidfd = -1;           ///< the program's, in our descriptor table if `shares_table`
    int error = 0;            ///< the program could not be cloned, or the supervisor could not be set up
    std::atomic<int> code{0}; ///< of the program's end, as in siginfo_t
    int status = 0;
    KernelUsage program_usage{};
    KernelUsage tree_usage{};  ///< of all members that were reaped, when `is_over`
    bool is_over = false;      ///< the supervisor has ended by itself, and nobody is left
    int left_behind = 0;       ///< members other than the program that the end had to kill
    std::atomic<int> stuck{0}; ///< a member that may not be killed; all others are gone
    int stuck_error = 0;
    int signalled = 0;    ///< how many members got the last signal
    int signal_error = 0; ///< why a member did not get it
    int unreached = 0;    ///< why some members were not found

    /// Why the last signal is a failure: not all members were found, or none of them may get it. 0 if it is none.
    int signal_failure() const noexcept { return unreached != 0 ? unreached : signalled == 0 ? signal_error : 0; }

    // Memory of the supervisor.
    bool is_ending = false;
    TreeLevel levels[256];
    pid_t pending[8 * 1024];
    alignas(16) char supervisor_stack[16 * 1024];
    alignas(16) char program_stack[16 * 1024]; ///< like Loan's
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
