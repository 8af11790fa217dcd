// What a child does between fork and exec, laid out as plain memory before it exists.
//
// In the child only this memory and raw system calls are touched. It may share our memory while other threads of ours
// hold the locks of malloc, stdio or the dynamic linker; whatever takes a lock there would wait for ever.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The step of a child that failed.
enum class Step : int {
    none,
    table,
    redirect,
    chdir,
    session,
    process_group,
    groups,
    group,
    user,
    preexec,
    exec,
    report
};

/// What a child tells its parent: through shared memory, through a pipe, or both.
struct ChildReport {
    int has_run; ///< set by a child that shares our memory, and by no other
    Step step;
    int error;
};

struct ChildPlan {
    const char* const* candidates; ///< the files to execute, in this order; ends with nullptr
    char* const* argv;
    char** const* environment; ///< where to find it at exec, so that a putenv() of preexec_fn counts

    const char* cwd; ///< nullptr: ours
    int stdio[3];    ///< what becomes 0, 1, 2; -1: stays
    const int* pass_fds;
    std::size_t pass_fd_count; ///< ascending
    int highest_fd;            ///< where the last resort of closing descriptors stops
    bool close_fds;
    bool has_shared_table; ///< the child shares our descriptors, and leaves them before it does anything else
    pid_t parent;          ///< whom it then fetches its streams from
    bool try_close_range;
    bool try_proc_fd;

    bool restore_signals;         ///< default actions for some, and none blocked
    bool reset_handlers;          ///< handlers of ours are still installed, and all signals are blocked
    std::uint64_t inherited_mask; ///< the signals that the caller had blocked

    bool start_new_session;
    bool set_process_group;
    bool set_groups, set_group, set_user;
    int umask; ///< -1: ours
    pid_t process_group;
    gid_t group;
    uid_t user;
    const gid_t* groups;
    std::size_t group_count;

    /// Calls the user's function; false when it threw. In a fork of its own memory only.
    bool (*preexec)(const ChildPlan& plan) noexcept;
    void (*preexec_function)(const void* context);
    const void* preexec_context;

    ChildReport* report;
    int report_fd; ///< -1: through memory alone
};
static_assert(std::is_trivially_copyable_v<ChildPlan> && std::is_standard_layout_v<ChildPlan>);

/// Does all that the plan says, and executes the program. When that fails it reports and exits.
[[noreturn]] void run_child(const ChildPlan& plan) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
