#include "supervisor.hpp"

#include "os/posix/system.hpp"

#if SUBPROCESS_LINUX

#include "child.hpp"
#include "forget_memory.hpp"
#include "open_fds.hpp"
#include "os/posix/end/tree_record.hpp"
#include "raw.hpp"
#include "raw_clone.hpp"
#include "raw_supervisor.hpp"
#include "tree_members.hpp"

#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

void change_state(TreeRecord& tree, int state) noexcept {
    tree.state = state;
    raw::wake(&tree.state);
}

[[noreturn]] void give_up(TreeRecord& tree, long error) noexcept {
    tree.error = static_cast<int>(-error);
    tree.program_is_in = 0;
    raw::wake(&tree.program_is_in);
    change_state(tree, tree_gone);
    raw::exit(0);
}

// Setting up ----------------------------------------------------------------------------------------------------------

/// If our process ignores SIGCHLD, the kernel would reap the members. The program gets that back.
void adopt_orphans(TreeRecord& tree) noexcept {
    if (const long result = raw::become_subreaper(); result < 0)
        give_up(tree, result);
    if (raw::getppid() != tree.parent) // our process has ended, or is in another pid namespace
        give_up(tree, -ESRCH);
    tree.program->ignore_sigchld = raw::is_ignored(SIGCHLD);
    raw::set_default_action(SIGCHLD);
    tree.program->dies_with_parent = true;
    tree.program->parent = raw::getpid();
}

/// The program runs on a stack of its own even if it gets a copy of our memory: the record, with our stack, is shared.
long clone_program(TreeRecord& tree) noexcept {
    constexpr long clone_pidfd = 0x1000;
    const long memory = tree.has_memory_of_its_own ? 0 : CLONE_VM | CLONE_CHILD_CLEARTID;
    return raw::call_and_enter(SYS_clone, memory | clone_pidfd | SIGCHLD,
                               raw::word(tree.program_stack + sizeof(tree.program_stack)), raw::word(&tree.pidfd),
                               raw::word(&tree.program_is_in), enter_child, tree.program);
}

/// \return its pid
pid_t start_program(TreeRecord& tree) noexcept {
    const long pid = tree.fork_program != nullptr ? tree.fork_program(*tree.program) : clone_program(tree);
    if (pid < 0)
        give_up(tree, pid);
    return static_cast<pid_t>(pid);
}

void close_unless_requests(const void* tree, int fd) noexcept {
    if (fd >= 0 && fd != static_cast<const TreeRecord*>(tree)->requests)
        raw::close(fd);
}

/// Keeps nothing open but the pipe for requests. \return false if we still share our process's table
bool leave_table(const TreeRecord& tree) noexcept {
    const unsigned requests = static_cast<unsigned>(tree.requests);
    if (raw::leave_shared_table(requests + 1) >= 0 && raw::close_range(0, requests - 1) >= 0)
        return true;
    if (raw::leave_table() < 0)
        return false;
    if (!for_each_open_fd(close_unless_requests, &tree))
        for (int fd = 0; fd <= tree.program->highest_fd; ++fd)
            close_unless_requests(&tree, fd);
    return true;
}

/// A signal for our process's group must not reach us. In a session of our own nothing of the terminal does; but a
/// program in a group of its own can be stopped at the terminal only while its parent is in the same session.
void leave_group(const ChildPlan& program) noexcept {
    if (program.set_process_group)
        raw::setpgid(0);
    else
        raw::setsid();
    raw::chdir("/"); // so that no file system stays busy
}

void set_up(TreeRecord& tree) noexcept {
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

// Waiting -------------------------------------------------------------------------------------------------------------

/// Compilers copy a whole struct by memcpy().
void copy(rusage& to, const rusage& from) noexcept {
    for (std::size_t i = 0; i < sizeof(to) / sizeof(long); ++i)
        reinterpret_cast<volatile long*>(&to)[i] = reinterpret_cast<const long*>(&from)[i];
}

void note_end_of_program(TreeRecord& tree, const siginfo_t& about, const rusage& usage) noexcept {
    tree.code = about.si_code;
    tree.status = about.si_status;
    copy(tree.program_usage, usage);
    tree.program_is_in = 0; // before Linux 4.9 the kernel does not say so if a signal ends it
    raw::wake(&tree.program_is_in);
    change_state(tree, tree_program_ended);
}

void note_end(TreeRecord& tree, const siginfo_t& about, const rusage& usage) noexcept {
    if (about.si_pid == tree.pid && tree.state == tree_started)
        note_end_of_program(tree, about, usage);
    else if (tree.is_ending && about.si_code == CLD_KILLED && about.si_status == SIGKILL)
        ++tree.left_behind;
}

/// Reaps all that have ended. \param options 0 to wait until one has, or WNOHANG. \return whether there are others
bool reap(TreeRecord& tree, int options) noexcept {
    for (;;) {
        siginfo_t about;
        rusage usage;
        const long result = raw::waitid(P_ALL, 0, about, WEXITED | options, &usage);
        if (result == -ECHILD)
            return false;
        if (result < 0 || about.si_pid == 0)
            return true;
        note_end(tree, about, usage);
        options = WNOHANG;
    }
}

/// A member that has become another user may not be killed. It is named in the record, and we wait until it ends.
void end_all(TreeRecord& tree) noexcept {
    constexpr int until_one_ends = 0;
    tree.is_ending = true;
    for (;;) {
        const Killed sum = kill_children();
        tree.stuck_error = sum.error;
        tree.stuck = sum.killed == 0 ? sum.refused : 0;
        if (!reap(tree, sum.killed != 0 || sum.refused != 0 ? until_one_ends : WNOHANG))
            return;
    }
}

enum class Next { wait, end };

enum Watched { requests, child_ends, parent, watched_count };

Next answer(TreeRecord& tree, pollfd (&watched)[watched_count]) noexcept {
    unsigned char request = 0;
    const long size = raw::read(tree.requests, &request, 1);
    if (size == 0 || request == static_cast<unsigned char>(TreeRequest::end))
        return Next::end;
    if (request == static_cast<unsigned char>(TreeRequest::detach)) {
        watched[requests].fd = -1;
        return Next::wait;
    }
    signal_members(tree, request);
    ++tree.answers;
    raw::wake(&tree.answers);
    return Next::wait;
}

Next parent_has_ended(const TreeRecord& tree, pollfd (&watched)[watched_count]) noexcept {
    if (watched[requests].fd != -1)
        return Next::end;
    watched[parent].fd = -1;
    if (tree.fork_program == nullptr)
        forget_memory();
    return Next::wait;
}

Next look(TreeRecord& tree, pollfd (&watched)[watched_count]) noexcept {
    constexpr long until_ready = -1;
    constexpr long without_signalfd = 20;
    raw::poll(watched, watched_count, watched[child_ends].fd < 0 ? without_signalfd : until_ready);
    if (watched[child_ends].revents != 0) {
        char about[128];
        raw::read(watched[child_ends].fd, about, sizeof(about));
    }
    if (watched[parent].revents != 0 && parent_has_ended(tree, watched) == Next::end)
        return Next::end;
    return watched[requests].revents != 0 ? answer(tree, watched) : Next::wait;
}

/// Without a pidfd, our process has ended when the pipe has. A child that ended before there was a signalfd has left
/// its SIGCHLD pending.
void watch(TreeRecord& tree) noexcept {
    pollfd watched[watched_count] = {{tree.requests, POLLIN, 0},
                                     {static_cast<int>(raw::open_signal(SIGCHLD)), POLLIN, 0},
                                     {static_cast<int>(raw::open_process(tree.parent)), POLLIN, 0}};
    Next next = raw::getppid() == tree.parent ? Next::wait : Next::end;
    while (next == Next::wait && reap(tree, WNOHANG))
        next = look(tree, watched);
    if (next == Next::end)
        end_all(tree);
}

/// Our process may have to open the program's pidfd first.
void await_release(const TreeRecord& tree) noexcept {
    constexpr long seconds = 1;
    while (tree.is_held != 0 && raw::getppid() == tree.parent)
        raw::sleep_at(tree.is_held, 1, seconds);
}

} // namespace

void supervise(TreeRecord& tree) noexcept {
    set_up(tree);
    await_release(tree);
    watch(tree);
    change_state(tree, tree_gone); // for those that were forked
    raw::exit(0);
}

void enter_supervisor(void* tree) noexcept {
    supervise(*static_cast<TreeRecord*>(tree));
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess

#endif
