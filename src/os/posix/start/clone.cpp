// Starts a child by clone(CLONE_VM): it borrows our memory until exec, while this thread waits. Nothing is copied, so
// the cost does not depend on the size of the parent, and if exec fails, we read the reason in our own memory.
#include "ways.hpp"

#include "cgroup.hpp"
#include "child.hpp"
#include "clone_call.hpp"
#include "many_fds.hpp"
#include "memory_sharing.hpp"
#include "os/posix/ask/features.hpp"
#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"
#include "plan.hpp"
#include "raw.hpp"
#include "report_pipe.hpp"
#include "signals_blocked.hpp"
#include "tracer.hpp"

#include <subprocess/handle.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <memory>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

#if SUBPROCESS_LINUX

namespace {

long clone_with_blocked_signals(ChildPlan& plan, Loan& loan, int& pidfd) {
    plan.reset_handlers = true;
    const SignalsBlocked blocked(plan);
    return plain_clone(plan, loan, pidfd);
}

/// fork() would fail with any other error too.
bool is_refused(long result) {
    return result < 0 && is_refusal(static_cast<int>(-result));
}

/// In a vfork, a child that the terminal stops before exec would freeze us, and we could not be stopped ourselves. But
/// without a vfork a debugger takes the child for a copy, and removes its breakpoints from what is our memory.
Wait way_to_wait() {
    const bool is_told = raw::leaves_errno_alone && usable(Feature::clear_tid);
    return is_told && !is_traced() ? Wait::futex : Wait::vfork;
}

long clone_child(ChildPlan& plan, Loan& loan, int& pidfd) {
    long result = -ENOSYS;
    loan.wait = way_to_wait();
    if (usable(Feature::clone3)) {
        plan.reset_handlers = false;
        plan.signals_blocked = false;
        result = clone_with_clear_handlers(plan, loan, pidfd);
        if (is_refused(result) && plan.cgroup < 0)
            give_up(Feature::clone3);
    }
    if (is_refused(result) && usable(Feature::clone) && plan.cgroup < 0) {
        // Valgrind has no clone3, and ends a program whose clone() is neither a vfork nor a thread.
        if (memory_sharing() == MemorySharing::unknown)
            loan.wait = Wait::vfork;
        result = clone_with_blocked_signals(plan, loan, pidfd);
        if (is_refused(result))
            give_up(Feature::clone);
    }
    return result;
}

long clone_and_wait(ChildPlan& plan, Loan& loan, int& pidfd) {
    const long result = clone_child(plan, loan, pidfd);
    if (result > 0)
        await_return(loan, static_cast<pid_t>(result));
    return result;
}

/// The child starts in our descriptor table, and leaves it for an empty one instead of getting a copy. Two failures may
/// be due to that, and then the child is started again in the ordinary way: the child could not leave our table, which
/// it reports before it has changed anything; or exec failed, because the path of the program or of its interpreter is
/// like /dev/fd/9. So that such a path fails, and no later candidate is executed instead, there is only one candidate.
long clone_with_shared_table(PreparedChild& child, Loan& loan, int& pidfd) {
    child.only_candidate[0] = child.first_present();
    const char* const* const all = std::exchange(child.plan.candidates, child.only_candidate);
    child.plan.has_shared_table = true;
    child.plan.parent = ::getpid();
    const long result = clone_and_wait(child.plan, loan, pidfd);
    child.plan.has_shared_table = false;
    child.plan.candidates = all;
    const Step failed = child.report.step;
    if (result <= 0 || (failed != Step::table && failed != Step::exec))
        return result;
    Handle(std::exchange(pidfd, -1)).close(); // the next child must find our descriptors as they were
    retry([&] { return ::waitpid(static_cast<pid_t>(result), nullptr, 0); });
    child.report = {};
    if (failed == Step::table)
        give_up(Feature::shared_table);
    loan.is_out = 1;
    return clone_and_wait(child.plan, loan, pidfd);
}

/// Not if the child needs descriptors of ours: some are passed to it, or its cwd may be a path like /dev/fd/9.
bool is_worth_a_shared_table(const ChildPlan& plan) {
    const bool needs_ours = !plan.close_fds || plan.pass_fd_count != 0 || plan.cwd != nullptr;
    return has_many_fds() && !needs_ours && usable(Feature::shared_table);
}

/// Until one child has executed its program, children also report through a pipe. That child shows whether memory is
/// shared, and whether the kernel tells us that it has left our memory, which gVisor does not.
long clone_first_child(PreparedChild& child, Loan& loan, int& pidfd) {
    ReportPipe pipe(child);
    const long result = clone_child(child.plan, loan, pidfd);
    if (result <= 0)
        return result;
    pipe.read();
    if (child.report.step != Step::none) {
        await_return(loan, static_cast<pid_t>(result)); // it has reported, but has not exited yet
        return result;
    }
    learn(child.report.has_run != 0 ? MemorySharing::shared : MemorySharing::copied);
    if (loan.is_out != 0)
        give_up(Feature::clear_tid);
    return result;
}

long clone_any_child(PreparedChild& child, Loan& loan, int& pidfd) {
    if (memory_sharing() == MemorySharing::unknown)
        return clone_first_child(child, loan, pidfd);
    if (is_worth_a_shared_table(child.plan))
        return clone_with_shared_table(child, loan, pidfd);
    return clone_and_wait(child.plan, loan, pidfd);
}

/// \return false if the kernel has refused the call
bool take(long pid, int pidfd, const ChildPlan& plan, Started& started) {
    if (pid < 0 && plan.cgroup >= 0)
        throw_cgroup_error(static_cast<int>(-pid));
    if (is_refused(pid))
        return false;
    if (pid < 0)
        throw_errno(static_cast<int>(-pid));
    started.pid = static_cast<pid_t>(pid);
    started.pidfd = Handle(pidfd);
    note_fd(pidfd);
    return true;
}

bool can_overlap(const PreparedChild& child) {
    return memory_sharing() == MemorySharing::shared && !child.needs_memory_of_its_own() &&
           !is_worth_a_shared_table(child.plan) && way_to_wait() == Wait::futex;
}

} // namespace

bool start_by_clone(PreparedChild& child, Started& started) {
    if (child.needs_memory_of_its_own() || memory_sharing() == MemorySharing::copied)
        return false;
    const std::unique_ptr<Loan> loan(new Loan); // make_unique() would zero the stack
    int pidfd = -1; // a kernel that does not know CLONE_PIDFD ignores it, and does not write here
    const long pid = clone_any_child(child, *loan, pidfd);
    return take(pid, pidfd, child.plan, started);
}

bool begin_clone(PreparedChild& child, Started& started) {
    if (!can_overlap(child))
        return false;
    started.loan.reset(new Loan);
    int pidfd = -1;
    const long pid = clone_child(child.plan, *started.loan, pidfd);
    return take(pid, pidfd, child.plan, started);
}

bool is_out(const Started& started) noexcept {
    return started.loan != nullptr && started.loan->is_out != 0;
}

void finish_clone(Started& started) {
    if (started.loan != nullptr)
        await_return(*started.loan, started.pid);
    started.loan.reset();
}

#else

bool start_by_clone(PreparedChild&, Started&) {
    return false;
}

bool begin_clone(PreparedChild&, Started&) {
    return false;
}

bool is_out(const Started&) noexcept {
    return false;
}

void finish_clone(Started&) {}

#endif

} // namespace detail::os
} // namespace v1
} // namespace subprocess
