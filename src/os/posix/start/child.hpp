// What a child does between clone() or fork() and exec.
//
// Such a child is a process with one thread, in memory that other threads of ours were using a moment ago. One of them
// may hold a lock of malloc, stdio or the dynamic linker. After fork() that thread does not exist in the child, so the
// lock is never released. After clone(CLONE_VM) it does, but whatever the child changes it changes in our memory: even
// errno is ours. So between its birth and exec
//
// - the child reads only a ChildPlan and what that points to, all laid out before it exists, and writes only its stack
//   and the ChildReport. It allocates nothing, takes no lock, throws nothing and runs no constructor;
// - it makes raw system calls (raw.hpp). Libc's set errno, may be cancellation points, and are replaced by sanitizers;
// - no signal handler of ours runs in it. Either the system call that makes the child resets the handlers, or signals
//   stay blocked until the child has reset them;
// - the steps come in the order of CPython's child, because programs can observe it: descriptors, cwd, umask, signals,
//   session, identity, preexec_fn. Limits come before the identity: only root may raise a hard one. Other descriptors
//   are closed last, so that those of preexec_fn are closed too.
//
// child.cpp holds all of this code. It is compiled without sanitizers, coverage and stack protector, is kept out of LTO
// and unity builds, and a test compares the symbols that it calls with a list. The one exception is the user's
// preexec_fn, which may do anything: it gets a child of plain fork(), and preexec.cpp calls it.
//
// A child that fails reports the step and the errno in the shared memory, or through a pipe if its memory is a copy,
// and exits. If exec succeeds, the pipe closes without a report.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// What a child was doing when it failed.
enum class Step : int {
    none,
    table,
    pass_fds,
    redirect,
    chdir,
    session,
    terminal,
    process_group,
    foreground,
    limits,
    groups,
    group,
    user,
    preexec,
    exec,
    report,
    tree
};

/// The child writes it in shared memory, in a pipe, or in both.
struct ChildReport {
    int has_run; ///< we see it set only if the child shares our memory
    Step step;
    int error;
    std::size_t limit; ///< the index of the one that was refused
};

constexpr int first_other_fd = 3; // after the standard streams

/// A descriptor of ours, and the number that it gets in the child.
struct MovedFd {
    int from, to;
};

/// In place of a descriptor of ours: the child gets no such stream.
constexpr int closed_stream = -2;

/// Soft and hard limit in this order, as the kernel takes them.
struct ChildLimit {
    int resource;
    std::uint64_t values[2];
};

struct ChildPlan {
    const char* const* candidates; ///< files to try to execute, in this order; ends with nullptr
    char* const* argv;
    char** const* environment; ///< read at exec, so that a putenv() in preexec_fn takes effect

    const char* cwd; ///< nullptr: keep ours
    int stdio[3];    ///< what becomes 0, 1, 2; -1: keep ours; or closed_stream
    const int* pass_fds;
    std::size_t pass_fd_count; ///< the child's numbers, ascending
    const MovedFd* moved_fds;  ///< those of them that are not ours; none is the number of what is needed later
    std::size_t moved_fd_count;
    int highest_fd; ///< where a loop over all numbers stops
    bool close_fds;
    bool has_shared_table; ///< the child shares our descriptors, and must leave them first
    pid_t parent;          ///< from which it then fetches its streams, or with which it dies
    bool try_close_range;
    bool try_proc_fd;

    bool dies_with_parent; ///< the parent is the supervisor of a tree
    bool ignore_sigchld;   ///< we ignore it, but that supervisor does not

    int cgroup; ///< a folder, whose control group the child is made in; -1: ours

    bool restore_signals;         ///< default actions for SIGPIPE and SIGXFSZ; none blocked
    bool signals_blocked;         ///< all of them
    bool reset_handlers;          ///< our handlers are still installed
    std::uint64_t inherited_mask; ///< what the caller has blocked

    bool start_new_session;
    int terminal; ///< the standard stream of the child that becomes its controlling terminal; -1: none
    bool set_process_group;
    bool takes_foreground; ///< of the terminal that it shares with us
    const ChildLimit* limits;
    std::size_t limit_count;
    bool set_groups, set_group, set_user;
    int umask; ///< -1: keep ours
    pid_t process_group;
    gid_t group;
    uid_t user;
    const gid_t* groups;
    std::size_t group_count;

    /// Calls the user's function. \return whether it came back without throwing
    bool (*preexec)(const ChildPlan& plan) noexcept;
    void (*preexec_function)(const void* context);
    const void* preexec_context;

    ChildReport* report;
    int report_fd; ///< -1: no pipe, only shared memory
};
static_assert(std::is_trivially_copyable_v<ChildPlan> && std::is_standard_layout_v<ChildPlan>);

/// Carries out the plan and executes the program. If a step fails, it reports that and exits.
[[noreturn]] void run_child(const ChildPlan& plan) noexcept;

/// run_child() for raw::call_and_enter(). \param plan a ChildPlan
[[noreturn]] void enter_child(void* plan) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
