// clone() with CLONE_VM and CLONE_VFORK: a child that borrows our memory until exec, while this thread is suspended.
// Nothing is copied, so it costs the same from a parent of any size; and why exec failed is simply there to be read.
#include "start.hpp"

#include "child.hpp"
#include "clone_call.hpp"
#include "features.hpp"
#include "plan.hpp"
#include "posix.hpp"
#include "system.hpp"

#include <subprocess/handle.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace os {

#if SUBPROCESS_LINUX

namespace {

long clone_with_blocked_signals(ChildPlan& plan, int& pidfd) {
    plan.reset_handlers = true;
    const SignalsBlocked blocked(plan);
    return plain_clone(plan, pidfd);
}

/// Anything else is an error that fork would meet, too.
bool is_refused(long result) {
    return result < 0 && is_refusal(static_cast<int>(-result));
}

long clone_child(ChildPlan& plan, int& pidfd) {
    long result = -ENOSYS;
    if (usable(Feature::clone3)) {
        plan.reset_handlers = false;
        result = clone_with_clear_handlers(plan, pidfd);
        if (is_refused(result))
            give_up(Feature::clone3);
    }
    if (is_refused(result) && usable(Feature::clone)) {
        result = clone_with_blocked_signals(plan, pidfd);
        if (is_refused(result))
            give_up(Feature::clone);
    }
    return result;
}

/// With many open descriptors the child shares our table, and leaves it for one of its own without them. Two failures
/// may be due to that, and then the child is started again, the ordinary way: that it could not have such a table,
/// which it says before it has changed anything; and that exec failed, since the way to the program or to its
/// interpreter may be /dev/fd/9. So that exec does not pass over what only our table has, it gets no other candidate.
long clone_with_shared_table(PreparedChild& child, int& pidfd) {
    const char* const only[] = {child.first_present(), nullptr};
    const char* const* const all = std::exchange(child.plan.candidates, only);
    child.plan.has_shared_table = true;
    child.plan.parent = ::getpid();
    const long result = clone_child(child.plan, pidfd);
    child.plan.has_shared_table = false;
    child.plan.candidates = all;
    const Step failed = child.report.step;
    if (result <= 0 || (failed != Step::table && failed != Step::exec))
        return result;
    const Handle closed(std::exchange(pidfd, -1));
    retry([&] { return ::waitpid(static_cast<pid_t>(result), nullptr, 0); });
    child.report = {};
    if (failed == Step::table)
        give_up(Feature::shared_table);
    return clone_child(child.plan, pidfd);
}

/// Numbers of ours that are passed must stay, and a cwd may be /dev/fd/9.
bool is_worth_a_shared_table(const ChildPlan& plan) {
    const bool needs_ours = !plan.close_fds || plan.pass_fd_count != 0 || plan.cwd != nullptr;
    return has_many_fds() && !needs_ours && usable(Feature::shared_table);
}

/// The first child of the process says through a pipe, too, how it went, and so shows whether memory is shared.
long clone_first_child(PreparedChild& child, int& pidfd) {
    ReportPipe pipe(child);
    const long result = clone_child(child.plan, pidfd);
    if (result > 0) {
        learn(child.report.has_run != 0 ? MemorySharing::shared : MemorySharing::copied);
        pipe.read();
    }
    return result;
}

long clone_any_child(PreparedChild& child, int& pidfd) {
    if (memory_sharing() == MemorySharing::unknown)
        return clone_first_child(child, pidfd);
    if (is_worth_a_shared_table(child.plan))
        return clone_with_shared_table(child, pidfd);
    return clone_child(child.plan, pidfd);
}

} // namespace

bool start_by_vfork(PreparedChild& child, Started& started) {
    if (child.needs_memory_of_its_own() || memory_sharing() == MemorySharing::copied)
        return false;
    int pidfd = -1; // a kernel that does not know CLONE_PIDFD overlooks it, and leaves this as it is
    const long pid = clone_any_child(child, pidfd);
    if (is_refused(pid))
        return false;
    if (pid < 0)
        throw_errno(static_cast<int>(-pid));
    started.pid = static_cast<pid_t>(pid);
    started.pidfd = Handle(pidfd);
    note_fd(pidfd);
    return true;
}

#else

bool start_by_vfork(PreparedChild&, Started&) {
    return false;
}

#endif

} // namespace os
} // namespace v1
} // namespace subprocess
