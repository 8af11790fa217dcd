// How a supervisor finds, signals and kills the members of its tree. Whoever loses its parent is given to the
// supervisor, so all members are below it at all times. Its own children cannot lose their numbers, since only it reaps
// them.
#pragma once

#include "os/posix/end/tree_record.hpp"
#include "proc_text.hpp"
#include "raw.hpp"
#include "raw_supervisor.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace { // each file has its own copy, for the reason given in raw_linux.hpp

// Killing -------------------------------------------------------------------------------------------------------------

enum class Life { stranger, runs, has_ended };

/// What a number stands for. It is asked for every number: the /proc that we see may be that of another pid namespace.
inline Life life_of(pid_t pid) noexcept {
    siginfo_t about;
    if (raw::waitid(P_PID, pid, about, WEXITED | WNOHANG | WNOWAIT, nullptr) < 0)
        return Life::stranger;
    return about.si_pid == pid ? Life::has_ended : Life::runs;
}

struct Killed {
    int found, killed;
    pid_t refused; ///< a child that may not be killed; 0 if there is none
    int error;     ///< why
};

inline void kill_child(pid_t pid, Killed& sum) noexcept {
    const Life life = life_of(pid);
    if (life == Life::stranger)
        return;
    ++sum.found;
    if (life == Life::has_ended)
        return;
    const long result = raw::kill(pid, SIGKILL);
    if (result == 0) {
        ++sum.killed;
    } else {
        sum.refused = pid;
        sum.error = static_cast<int>(-result);
    }
}

/// Where there is no useful /proc. Asking takes about 1 microsecond, and the larger numbers are rarely in use.
inline void kill_by_number(Killed& sum) noexcept {
    constexpr pid_t usual_end = 32768;
    constexpr pid_t largest_end = 4194304;
    for (pid_t pid = 1; pid < largest_end && (pid != usual_end || sum.found == 0); ++pid)
        kill_child(pid, sum);
}

inline bool has_children() noexcept {
    siginfo_t about;
    return raw::waitid(P_ALL, 0, about, WEXITED | WNOHANG | WNOWAIT, nullptr) == 0;
}

/// SIGKILL to every child of ours. Their children become ours when they end: one generation at a time.
inline Killed kill_children() noexcept {
    Killed sum; // clang calls memset() to set all of it at once
    sum.found = 0;
    sum.killed = 0;
    sum.refused = 0;
    sum.error = 0;
    NumberReader children;
    if (open_children(children, AT_FDCWD, "/proc/thread-self/children")) {
        while (const pid_t pid = next_number(children))
            kill_child(pid, sum);
        raw::close(static_cast<int>(children.fd));
    }
    if (sum.found == 0 && has_children())
        kill_by_number(sum);
    return sum;
}

// Signalling ----------------------------------------------------------------------------------------------------------

/// \return false for an error; it is no failure if the process, or its thread, has just ended
inline bool succeeds(TreeRecord& tree, long result) noexcept {
    if (result < 0 && result != -ENOENT && result != -ESRCH)
        tree.unreached = static_cast<int>(-result);
    return result >= 0;
}

/// Appends the children of one thread to the pending ones of `level`.
inline void list_children(TreeRecord& tree, TreeLevel& level, long tasks, const char* thread) noexcept {
    Text path;
    clear(path);
    append(path, thread);
    append(path, "/children");
    NumberReader children;
    open_children(children, tasks, path.bytes);
    if (!succeeds(tree, children.fd))
        return;
    while (const pid_t pid = next_number(children)) {
        if (level.last == sizeof(tree.pending) / sizeof(*tree.pending))
            tree.unreached = E2BIG;
        else
            tree.pending[level.last++] = pid;
    }
    succeeds(tree, children.error);
    raw::close(static_cast<int>(children.fd));
}

inline Text path_of_main_thread(pid_t pid) noexcept {
    Text path;
    clear(path);
    append(path, pid);
    return path;
}

/// Lists the children of all threads of the process at `level`.
inline void list_all_children(TreeRecord& tree, TreeLevel& level) noexcept {
    Text path;
    clear(path);
    append(path, "/proc/");
    append(path, level.pid);
    append(path, "/task");
    const long tasks = raw::open_directory(path.bytes);
    const bool has_no_proc = tasks == -ENOENT && level.pid == raw::getpid();
    if (!succeeds(tree, has_no_proc ? -ENOSYS : tasks))
        return;
    alignas(8) char buffer[512];
    long size = 0;
    while ((size = raw::read_directory(static_cast<int>(tasks), buffer, sizeof(buffer))) > 0) {
        for (long at = 0; at < size;) {
            const raw::DirectoryEntry entry = raw::entry_at(buffer + at);
            if (is_digit(*entry.name))
                list_children(tree, level, tasks, entry.name);
            at += entry.size;
        }
    }
    if (size < 0)
        list_children(tree, level, tasks, path_of_main_thread(level.pid).bytes);
    raw::close(static_cast<int>(tasks));
}

inline void note_signal(TreeRecord& tree, long result) noexcept {
    if (result == 0)
        ++tree.signalled;
    else if (result != -ESRCH)
        tree.signal_error = static_cast<int>(-result);
}

/// Goes down to a child, which is held by its pidfd. \return false if it is too deep
inline bool descend(TreeRecord& tree, std::size_t& depth, pid_t pid, int pidfd) noexcept {
    if (depth + 1 == sizeof(tree.levels) / sizeof(*tree.levels)) {
        tree.unreached = E2BIG;
        return false;
    }
    const std::size_t free = tree.levels[depth].last;
    tree.levels[++depth] = {pid, pidfd, free, free};
    list_all_children(tree, tree.levels[depth]);
    return true;
}

/// Whether it is a child of the process that it was listed for, which we hold, or has become one of ours: the signal
/// may have ended that process.
inline bool is_member(TreeRecord& tree, std::size_t depth, pid_t pid) noexcept {
    const long parent = parent_of(pid);
    return succeeds(tree, parent) && (parent == tree.levels[depth].pid || parent == tree.levels[0].pid);
}

/// The numbers of our own children are safe without pidfds, those of others are not.
inline void signal_unheld(TreeRecord& tree, std::size_t depth, pid_t pid, int number, long refusal) noexcept {
    const bool is_ours = depth == 0 && raw::is_refused(refusal) && life_of(pid) != Life::stranger;
    if (is_ours || raw::is_refused(refusal))
        note_signal(tree, is_ours ? raw::kill(pid, number) : refusal);
    else
        succeeds(tree, refusal);
}

/// A child's own children are listed before it gets the signal, which may end it.
inline void signal_child(TreeRecord& tree, std::size_t& depth, pid_t pid, int number) noexcept {
    const std::size_t listed_at = depth;
    const long opened = raw::open_process(pid);
    const int pidfd = static_cast<int>(opened);
    if (opened < 0)
        return signal_unheld(tree, listed_at, pid, number, opened);
    if (!is_member(tree, listed_at, pid)) {
        raw::close(pidfd);
        return;
    }
    const bool stays_open = descend(tree, depth, pid, pidfd);
    const long result = raw::send_signal(pidfd, number);
    if (raw::is_refused(result))
        signal_unheld(tree, listed_at, pid, number, result);
    else
        note_signal(tree, result);
    if (!stays_open)
        raw::close(pidfd);
}

/// Sends a signal to all members, parents first. Deeper than our own children a number could be another process's by
/// the time of the signal. So each process is held by a pidfd, and must then still be where it was found.
inline void signal_members(TreeRecord& tree, int number) noexcept {
    std::size_t depth = 0;
    tree.signalled = 0;
    tree.signal_error = 0;
    tree.unreached = 0;
    tree.levels[0] = {raw::getpid(), -1, 0, 0};
    list_all_children(tree, tree.levels[0]);
    for (;;) {
        TreeLevel& level = tree.levels[depth];
        if (level.first != level.last) {
            signal_child(tree, depth, tree.pending[level.first++], number);
            continue;
        }
        if (depth == 0)
            return;
        raw::close(level.pidfd);
        --depth;
    }
}

} // namespace
} // namespace detail::os
} // namespace v1
} // namespace subprocess
