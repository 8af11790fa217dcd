// What a supervisor does before it waits: it starts the program, and leaves what it has in common with our process.
#pragma once

#include "child.hpp"
#include "clone_program.hpp"
#include "open_fds.hpp"
#include "os/posix/end/tree_record.hpp"
#include "raw.hpp"
#include "raw_supervisor.hpp"

#include <signal.h>
#include <sys/wait.h>

#include <cerrno>

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace { // each file has its own copy, for the reason given in raw_linux.hpp

inline void change_state(TreeRecord& tree, int state) noexcept {
    raw::store(tree.state, state);
    raw::wake(&tree.state);
}

/// The state tells it even if we were forked, when the kernel does not.
[[noreturn]] inline void end(TreeRecord& tree) noexcept {
    tree.is_over = true;
    raw::usage_of_children(tree.tree_usage);
    raw::remove_folder(tree.cgroup_parent, tree.cgroup_name);
    change_state(tree, tree_gone);
    raw::exit(0);
}

[[noreturn]] inline void give_up(TreeRecord& tree, long error) noexcept {
    tree.error = static_cast<int>(-error);
    raw::store(tree.program_is_in, 0);
    raw::wake(&tree.program_is_in);
    end(tree);
}

/// If our process ignores SIGCHLD, the kernel would reap the members. The program gets that back.
inline void adopt_orphans(TreeRecord& tree) noexcept {
    if (const long result = raw::become_subreaper(); result < 0)
        give_up(tree, result);
    if (raw::getppid() != tree.parent) // our process has ended, or is in another pid namespace
        give_up(tree, -ESRCH);
    siginfo_t nobody;
    if (const long result = raw::waitid(P_ALL, 0, nobody, WEXITED | WNOHANG, nullptr); result != -ECHILD)
        give_up(tree, result); // a filter forbids it
    tree.program->ignore_sigchld = raw::is_ignored(SIGCHLD);
    raw::set_default_action(SIGCHLD);
    tree.program->dies_with_parent = true;
    tree.program->parent = raw::getpid();
}

/// \return its pid
inline pid_t start_program(TreeRecord& tree) noexcept {
    const long pid = tree.fork_program != nullptr ? tree.fork_program(*tree.program) : clone_program(tree);
    if (pid < 0) {
        tree.pidfd = -1; // the kernel may have written a number that it then took back
        give_up(tree, pid);
    }
    return static_cast<pid_t>(pid);
}

inline void close_unless_needed(const void* record, int fd) noexcept {
    const TreeRecord& tree = *static_cast<const TreeRecord*>(record);
    if (fd >= 0 && fd != tree.requests && fd != tree.cgroup && fd != tree.cgroup_parent)
        raw::close(fd);
}

/// A supervisor that was forked has a table of its own. It must not leave it: a sanitizer may have given it a second
/// thread, which would keep it.
inline bool close_others_by_range(const TreeRecord& tree) noexcept {
    const unsigned requests = static_cast<unsigned>(tree.requests);
    const long result = tree.shares_table ? raw::leave_shared_table(requests + 1) : raw::close_range(requests + 1, ~0U);
    return result >= 0 && raw::close_range(0, requests - 1) >= 0;
}

/// \return false if we still share our process's table
inline bool leave_table(const TreeRecord& tree) noexcept {
    const bool needs_others = tree.cgroup >= 0;
    if (!needs_others && close_others_by_range(tree))
        return true;
    if (tree.shares_table && raw::leave_table() < 0)
        return false;
    if (!for_each_open_fd(close_unless_needed, &tree))
        for (int fd = 0; fd <= tree.program->highest_fd; ++fd)
            close_unless_needed(&tree, fd);
    return true;
}

/// A signal for our process's group must not reach us. In a session of our own nothing of the terminal does; but a
/// program in a group of its own can be stopped at the terminal only while its parent is in the same session. One in
/// the foreground is not to be stopped, since nobody would continue it.
inline void leave_group(const ChildPlan& program) noexcept {
    if (program.set_process_group && !program.takes_foreground)
        raw::setpgid(0);
    else
        raw::setsid();
    raw::chdir("/"); // so that no file system stays busy
}

inline void set_up(TreeRecord& tree) noexcept {
    adopt_orphans(tree);
    const pid_t pid = start_program(tree);
    if (!leave_table(tree)) {
        siginfo_t about;
        raw::kill(pid, SIGKILL);
        raw::waitid(P_PID, pid, about, WEXITED, nullptr);
        give_up(tree, -ENOSYS);
    }
    leave_group(*tree.program);
    raw::set_name("subprocess-tree");
    tree.pid = pid;
    change_state(tree, tree_started);
}

} // namespace
} // namespace detail::os
} // namespace v1
} // namespace subprocess
