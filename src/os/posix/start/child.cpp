// All code that runs in a child before exec, except the user's preexec_fn. child.hpp has the rules; the list of symbols
// that it may call is checked by cmake/check_child_symbols.cmake.
#include "child.hpp"

#include "exec_error.hpp"
#include "open_fds.hpp"
#include "raw.hpp"
#include "write_report.hpp"

#include <fcntl.h>
#include <signal.h>

#include <cerrno>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

[[noreturn]] void fail(const ChildPlan& plan, Step step, long error) noexcept {
    plan.report->step = step;
    plan.report->error = static_cast<int>(error);
    if (plan.report_fd >= 0)
        write_report(plan.report_fd, *plan.report);
    constexpr int command_not_run = 127;
    raw::exit(command_not_run);
}

void require(const ChildPlan& plan, Step step, long result) noexcept {
    if (result < 0)
        fail(plan, step, -result);
}

// Descriptors ---------------------------------------------------------------------------------------------------------

void keep_over_exec(const ChildPlan& plan, int fd) noexcept {
    require(plan, Step::redirect, raw::fcntl(fd, F_SETFD, 0));
}

void pass_on(const ChildPlan& plan) noexcept {
    for (std::size_t i = 0; i < plan.moved_fd_count; ++i)
        require(plan, Step::pass_fds, raw::dup3(plan.moved_fds[i].from, plan.moved_fds[i].to));
    for (std::size_t i = 0; i < plan.pass_fd_count; ++i)
        keep_over_exec(plan, plan.pass_fds[i]);
}

/// A pidfd of our parent. If getppid() still returns that pid afterwards, it was not reused meanwhile, and does not
/// belong to another namespace.
long open_parent(const ChildPlan& plan) noexcept {
    const long parent = raw::open_process(plan.parent);
    require(plan, Step::table, parent);
    if (raw::getppid() != plan.parent)
        fail(plan, Step::table, ESRCH);
    return parent;
}

/// Leaves the descriptor table that we share with our parent for one with only 0, 1 and 2, and fetches the other
/// sources from the parent: copying thousands of descriptors, only to close them, is slow. Until we have left it, we
/// must not change anything in the shared table. Everything that we add to our own is close-on-exec.
void take_table(const ChildPlan& plan, int (&source)[3]) noexcept {
    require(plan, Step::table, raw::leave_shared_table(first_other_fd));
    long parent = -1;
    for (int& fd : source) {
        if (fd < first_other_fd)
            continue;
        if (parent < 0)
            parent = open_parent(plan);
        const long fetched = raw::fetch_fd(static_cast<int>(parent), fd);
        require(plan, Step::table, fetched);
        fd = static_cast<int>(fetched);
    }
}

/// Sources that are themselves 0, 1 or 2 are first copied to higher numbers, because the three may form a cycle.
void redirect(const ChildPlan& plan) noexcept {
    int source[] = {plan.stdio[0], plan.stdio[1], plan.stdio[2]};
    if (plan.has_shared_table)
        take_table(plan, source);
    for (int target = 0; target < 3; ++target) {
        if (source[target] < 0 || source[target] >= first_other_fd || source[target] == target)
            continue;
        const long spare = raw::fcntl(source[target], F_DUPFD_CLOEXEC, first_other_fd);
        require(plan, Step::redirect, spare);
        source[target] = static_cast<int>(spare);
    }
    for (int target = 0; target < 3; ++target) {
        if (source[target] == target)
            keep_over_exec(plan, target); // dup3 onto itself would leave it close-on-exec
        else if (source[target] >= 0)
            require(plan, Step::redirect, raw::dup3(source[target], target));
        else if (source[target] == closed_stream)
            raw::fcntl(target, F_SETFD, FD_CLOEXEC); // may fail: it may be closed here, too
    }
    if (plan.has_shared_table) // the program's path may be /dev/fd/3, which must not find what we have fetched
        require(plan, Step::table, raw::leave_shared_table(first_other_fd));
}

bool is_passed(const ChildPlan& plan, int fd) noexcept {
    for (std::size_t i = 0; i < plan.pass_fd_count; ++i)
        if (plan.pass_fds[i] == fd)
            return true;
    return false;
}

void mark(const ChildPlan& plan, int fd) noexcept {
    if (fd >= first_other_fd && !is_passed(plan, fd))
        raw::fcntl(fd, F_SETFD, FD_CLOEXEC); // may fail: not every number is open
}

void mark_listed(const void* plan, int fd) noexcept {
    mark(*static_cast<const ChildPlan*>(plan), fd);
}

bool mark_by_range(const ChildPlan& plan) noexcept {
    unsigned first = first_other_fd;
    for (std::size_t i = 0; i < plan.pass_fd_count; ++i) {
        const unsigned passed = static_cast<unsigned>(plan.pass_fds[i]);
        if (passed > first && raw::mark_close_on_exec_range(first, passed - 1) < 0)
            return false;
        if (passed >= first)
            first = passed + 1;
    }
    return raw::mark_close_on_exec_range(first, ~0U) >= 0;
}

/// Marks all descriptors from 3 on, and leaves it to exec to close them: the pipe for the report is needed until then.
void close_other_fds(const ChildPlan& plan) noexcept {
    if (plan.try_close_range && mark_by_range(plan))
        return;
    if (plan.try_proc_fd && for_each_open_fd(mark_listed, &plan))
        return;
    for (int fd = first_other_fd; fd <= plan.highest_fd; ++fd)
        mark(plan, fd);
}

// The process ---------------------------------------------------------------------------------------------------------

/// Until then the child is in the background, where asking for the terminal raises SIGTTOU.
void take_foreground(const ChildPlan& plan) noexcept {
    std::uint64_t before = 0;
    const long terminal = raw::open_own_terminal();
    require(plan, Step::foreground, terminal);
    raw::set_signal_mask(~std::uint64_t{0}, &before);
    require(plan, Step::foreground, raw::become_foreground(static_cast<int>(terminal)));
    raw::set_signal_mask(before);
    raw::close(static_cast<int>(terminal));
}

void set_up_session(const ChildPlan& plan) noexcept {
    if (plan.start_new_session)
        require(plan, Step::session, raw::setsid());
    if (plan.terminal >= 0)
        require(plan, Step::terminal, raw::take_terminal(plan.terminal));
    if (plan.set_process_group)
        require(plan, Step::process_group, raw::setpgid(plan.process_group));
    if (plan.takes_foreground)
        take_foreground(plan);
}

/// Only a second line of defence, for a supervisor that is killed: it reaches the program alone.
void die_with_parent(const ChildPlan& plan) noexcept {
    require(plan, Step::tree, raw::die_with_parent());
    if (raw::getppid() != plan.parent)
        fail(plan, Step::tree, ESRCH);
}

/// They come after what opens descriptors. Closing the others needs no new one: see close_other_fds().
void set_up_limits(const ChildPlan& plan) noexcept {
    for (std::size_t i = 0; i < plan.limit_count; ++i) {
        plan.report->limit = i;
        require(plan, Step::limits, raw::set_limit(plan.limits[i].resource, plan.limits[i].values));
    }
}

/// The user comes last: another user may not be allowed to change the groups.
void set_up_identity(const ChildPlan& plan) noexcept {
    if (plan.set_groups)
        require(plan, Step::groups, raw::setgroups(plan.group_count, plan.groups));
    if (plan.set_group)
        require(plan, Step::group, raw::setregid(plan.group));
    if (plan.set_user)
        require(plan, Step::user, raw::setreuid(plan.user));
}

/// Resets our handlers before it unblocks signals, so that none of them runs here. With restore_signals nothing stays
/// blocked: the parent may have blocked a signal for its own sigwait() or signalfd, but the child must still end by it.
void set_up_signals(const ChildPlan& plan) noexcept {
    constexpr std::uint64_t no_signal = 0;
    if (plan.reset_handlers)
        raw::reset_handlers();
    if (plan.ignore_sigchld)
        raw::ignore_signal(SIGCHLD);
    if (plan.restore_signals)
        for (const int number : raw::signals_to_restore)
            raw::set_default_action(number);
    if (plan.terminal >= 0) // we may have been started in the background, by nohup, or in tmux
        for (const int number : raw::signals_of_terminal)
            raw::set_default_action(number);
    if (plan.restore_signals)
        raw::set_signal_mask(no_signal);
    else if (plan.signals_blocked)
        raw::set_signal_mask(plan.inherited_mask);
}

[[noreturn]] void execute(const ChildPlan& plan) noexcept {
    char** const environment = *plan.environment;
    ExecError error{};
    for (const char* const* candidate = plan.candidates; *candidate != nullptr; ++candidate)
        error.add(static_cast<int>(-raw::execve(*candidate, plan.argv, environment)));
    fail(plan, Step::exec, error.result());
}

} // namespace

void run_child(const ChildPlan& plan) noexcept {
    plan.report->has_run = 1;
    pass_on(plan);
    redirect(plan);
    if (plan.dies_with_parent)
        die_with_parent(plan);
    if (plan.cwd != nullptr)
        require(plan, Step::chdir, raw::chdir(plan.cwd));
    if (plan.umask >= 0)
        raw::umask(plan.umask);
    set_up_signals(plan);
    set_up_session(plan);
    set_up_limits(plan);
    set_up_identity(plan);
    if (plan.dies_with_parent && (plan.set_user || plan.set_group)) // which cancels it
        die_with_parent(plan);
    if (plan.preexec != nullptr && !plan.preexec(plan))
        fail(plan, Step::preexec, 0);
    if (plan.close_fds && !plan.has_shared_table)
        close_other_fds(plan);
    execute(plan);
}

void enter_child(void* plan) noexcept {
    run_child(*static_cast<const ChildPlan*>(plan));
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
