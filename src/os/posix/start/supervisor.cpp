#include "supervisor.hpp"

#include "os/posix/system.hpp"

#if SUBPROCESS_SUPERVISORS

#include "forget_memory.hpp"
#include "os/posix/end/tree_record.hpp"
#include "os/posix/end/usage.hpp"
#include "raw.hpp"
#include "raw_supervisor.hpp"
#include "tree_setup.hpp"
#if SUBPROCESS_LINUX
#include "tree_members.hpp"
#else
#include "tree_members_freebsd.hpp"
#endif

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// Compilers copy a whole struct by memcpy().
void copy(KernelUsage& to, const KernelUsage& from) noexcept {
    for (std::size_t i = 0; i < sizeof(to) / sizeof(long); ++i)
        reinterpret_cast<volatile long*>(&to)[i] = reinterpret_cast<const long*>(&from)[i];
}

void note_end_of_program(TreeRecord& tree, const siginfo_t& about, const KernelUsage& usage) noexcept {
    tree.status = about.si_status;
    copy(tree.program_usage, usage);
    raw::store(tree.code, about.si_code); // last: who sees it believes the rest, even if we are killed now
    raw::store(tree.program_is_in, 0);    // before Linux 4.9 the kernel does not say so if a signal ends it
    raw::wake(&tree.program_is_in);
    change_state(tree, tree_program_ended);
}

void note_end(TreeRecord& tree, const siginfo_t& about, const KernelUsage& usage) noexcept {
    if (about.si_pid == tree.pid && raw::load(tree.state) == tree_started)
        note_end_of_program(tree, about, usage);
    else if (tree.is_ending && about.si_code == CLD_KILLED && about.si_status == SIGKILL)
        ++tree.left_behind;
}

/// Reaps all that have ended. \param options 0 to wait until one has, or WNOHANG. \return whether there are others
bool reap(TreeRecord& tree, int options) noexcept {
    for (;;) {
        siginfo_t about;
        KernelUsage usage;
        const long result = raw::waitid(P_ALL, 0, about, WEXITED | options, &usage);
        if (result == -EINTR)
            continue;
        if (result == -ECHILD)
            return false;
        if (result < 0 || about.si_pid == 0)
            return true;
        note_end(tree, about, usage);
        options = WNOHANG;
    }
}

/// The members are also killed one by one: they may have left the group.
void kill_group(const TreeRecord& tree) noexcept {
    const long fd = tree.cgroup >= 0 ? raw::open_for_writing(tree.cgroup, "cgroup.kill") : -EBADF;
    if (fd < 0)
        return;
    raw::write(static_cast<int>(fd), "1", 1);
    raw::close(static_cast<int>(fd));
}

/// A member that has become another user may not be killed. It is named in the record, and we wait until it ends.
void end_all(TreeRecord& tree) noexcept {
    constexpr int until_one_ends = 0;
    tree.is_ending = true;
    kill_group(tree);
    for (;;) {
        const Killed sum = kill_children();
        if (sum.error != 0) // our process may look at the member that was stuck before
            tree.stuck_error = sum.error;
        raw::store(tree.stuck, sum.killed == 0 ? sum.refused : 0);
        if (!reap(tree, sum.killed != 0 || sum.refused != 0 ? until_one_ends : WNOHANG))
            return;
    }
}

enum class Next { wait, end };

enum Watched { requests, child_ends, parent, watched_count };

/// A thread of ours may have closed the pipe while we still shared the table. Then no request can come any more.
Next answer(TreeRecord& tree, pollfd (&watched)[watched_count]) noexcept {
    unsigned char request = 0;
    const long size = raw::read(tree.requests, &request, 1);
    if (size < 0 && size != -EBADF) // poll() will tell again that it is there
        return Next::wait;
    if (size <= 0 || request == static_cast<unsigned char>(TreeRequest::end))
        return Next::end;
    if (request == static_cast<unsigned char>(TreeRequest::detach)) {
        watched[requests].fd = -1;
        return Next::wait;
    }
    signal_members(tree, request);
    raw::store(tree.answers, raw::load(tree.answers) + 1); // only we write it
    raw::wake(&tree.answers);
    return Next::wait;
}

Next parent_has_ended(const TreeRecord& tree, pollfd (&watched)[watched_count]) noexcept {
    if (watched[requests].fd != -1)
        return Next::end;
    watched[parent].fd = -1;
    if (tree.shares_table)
        forget_memory();
    return Next::wait;
}

Next look(TreeRecord& tree, pollfd (&watched)[watched_count]) noexcept {
    constexpr long until_ready = -1;
    raw::poll(watched, watched_count, watched[child_ends].fd < 0 ? raw::longest_blind_sleep : until_ready);
    if (watched[child_ends].revents != 0) {
        char about[128];
        raw::read(watched[child_ends].fd, about, sizeof(about));
    }
    if (watched[requests].revents != 0) // first: the last thing that our process did may have been a detach()
        return answer(tree, watched);
    return watched[parent].revents != 0 ? parent_has_ended(tree, watched) : Next::wait;
}

/// Our process may have ended before we held it. Its last requests count, as a detach().
Next begin(TreeRecord& tree, pollfd (&watched)[watched_count]) noexcept {
    constexpr long at_once = 0;
    if (raw::getppid() == tree.parent)
        return Next::wait;
    while (watched[requests].fd != -1) {
        raw::poll(watched, watched_count, at_once);
        if (watched[requests].revents == 0 || answer(tree, watched) == Next::end)
            return Next::end;
    }
    return parent_has_ended(tree, watched);
}

/// If our process cannot be watched, it has ended when the pipe has. A child that ended before there was a signalfd has
/// left its SIGCHLD pending.
void watch(TreeRecord& tree) noexcept {
    pollfd watched[watched_count] = {{tree.requests, POLLIN, 0},
                                     {static_cast<int>(raw::open_signal(SIGCHLD)), POLLIN, 0},
                                     {static_cast<int>(raw::watch_process(tree.parent)), POLLIN, 0}};
    Next next = begin(tree, watched);
    while (next == Next::wait && reap(tree, WNOHANG))
        next = look(tree, watched);
    if (next == Next::end)
        end_all(tree);
}

/// Our process may have to open the program's pidfd first.
void await_release(const TreeRecord& tree) noexcept {
    constexpr long seconds = 1;
    while (raw::load(tree.is_held) != 0 && raw::getppid() == tree.parent)
        raw::sleep_at(tree.is_held, 1, seconds);
}

} // namespace

void supervise(TreeRecord& tree) noexcept {
    set_up(tree);
    await_release(tree);
    watch(tree);
    end(tree);
}

void enter_supervisor(void* tree) noexcept {
    supervise(*static_cast<TreeRecord*>(tree));
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess

#endif
