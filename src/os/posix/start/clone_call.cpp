#include "clone_call.hpp"

#include "child.hpp"
#include "os/posix/system.hpp"
#include "raw.hpp"

#if SUBPROCESS_LINUX

#include "raw_clone.hpp"

#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>

#include <atomic>
#include <cerrno>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

#if !defined(CLONE_PIDFD)
constexpr int CLONE_PIDFD = 0x1000;
#endif

int flags_of(const ChildPlan& plan, const Loan& loan) {
    const int shared = CLONE_VM | (plan.has_shared_table ? CLONE_FILES : 0);
    return shared | CLONE_PIDFD | CLONE_CHILD_CLEARTID | (loan.wait == Wait::vfork ? CLONE_VFORK : 0);
}

void* end_of_stack(Loan& loan) {
    return loan.stack + sizeof(loan.stack);
}

void* address_of(const ChildPlan& plan) {
    return const_cast<ChildPlan*>(&plan);
}

} // namespace

#if defined(SUBPROCESS_HAVE_CALL_AND_ENTER)

long clone_with_clear_handlers(const ChildPlan& plan, Loan& loan, int& pidfd) {
    raw::CloneArguments arguments;
    const auto flags = raw::clear_handlers | static_cast<unsigned>(flags_of(plan, loan));
    raw::set_up(arguments, flags, pidfd, loan.stack, sizeof(loan.stack));
    arguments.child_tid = raw::field(&loan.is_out);
    raw::place(arguments, plan.cgroup);
    return raw::clone3(arguments, enter_child, address_of(plan));
}

long plain_clone(const ChildPlan& plan, Loan& loan, int& pidfd) {
    const int flags = flags_of(plan, loan) | SIGCHLD;
    return raw::call_and_enter(SYS_clone, flags, raw::word(end_of_stack(loan)), raw::word(&pidfd),
                               raw::word(&loan.is_out), enter_child, address_of(plan));
}

#else

long clone_with_clear_handlers(const ChildPlan&, Loan&, int&) {
    return -ENOSYS;
}

long plain_clone(const ChildPlan& plan, Loan& loan, int& pidfd) {
    const auto enter_and_stay = [](void* argument) -> int { run_child(*static_cast<const ChildPlan*>(argument)); };
    const int flags = flags_of(plan, loan) | SIGCHLD;
    const int pid = ::clone(enter_and_stay, end_of_stack(loan), flags, address_of(plan), &pidfd, nullptr, &loan.is_out);
    return pid == -1 ? -errno : pid;
}

#endif

namespace {

/// Also true if somebody else has reaped it.
bool has_ended(pid_t pid) {
    siginfo_t about{};
    const int result = ::waitid(P_PID, static_cast<id_t>(pid), &about, WEXITED | WNOHANG | WNOWAIT);
    return result == -1 || about.si_pid != 0;
}

} // namespace

/// Once a second it checks by itself that the child still runs: the kernel does not wake us before Linux 4.9 if a
/// signal ends the child, and up to 5.15 if the child dumps core.
void await_return(const Loan& loan, pid_t pid) {
    constexpr long seconds = 1;
    while (loan.wait == Wait::futex && loan.is_out != 0)
        if (raw::sleep_at(loan.is_out, 1, seconds) == -ETIMEDOUT && has_ended(pid))
            return;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess

#endif
