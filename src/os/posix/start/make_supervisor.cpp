#include "make_supervisor.hpp"

#include "os/posix/system.hpp"

#if SUBPROCESS_SUPERVISORS

#include "child.hpp"
#include "os/posix/ask/features.hpp"
#include "os/posix/end/exit_handle.hpp"
#include "os/posix/end/tree_record.hpp"
#include "os/posix/io/spawn_lock.hpp"
#include "os/posix/posix.hpp"
#include "raw.hpp" // IWYU pragma: keep: see cgroup.cpp
#include "signals_blocked.hpp"
#include "supervisor.hpp"
#include "tree_kind.hpp"
#if SUBPROCESS_LINUX
#include "raw_clone.hpp"

#include <sys/syscall.h>
#endif

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>

#include <unistd.h>

#include <atomic>
#include <cerrno>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

pid_t fork_program(ChildPlan& program) {
    const pid_t pid = ::fork();
    if (pid == 0)
        run_child(program);
    return pid == -1 ? -errno : pid;
}

#if SUBPROCESS_LINUX

ExitHandle clone_supervisor(TreeRecord& record) {
    constexpr long flags = 0x100 | 0x400 | 0x1000 | 0x200000; // CLONE_ VM, FILES, PIDFD, CHILD_CLEARTID; no exit signal
    int pidfd = -1;
    char* const stack = record.supervisor_stack + sizeof(record.supervisor_stack);
    const long pid = raw::call_and_enter(SYS_clone, flags, raw::word(stack), raw::word(&pidfd),
                                         raw::word(&record.state), enter_supervisor, &record);
    if (pid < 0 && is_refusal(static_cast<int>(-pid)))
        give_up(Feature::tree_clone);
    if (pid < 0)
        throw_errno(static_cast<int>(-pid), detail::KeywordName{"tree"});
    return ExitHandle(static_cast<pid_t>(pid), Handle(pidfd));
}

#else

ExitHandle clone_supervisor(TreeRecord&) {
    throw_errno(ENOSYS, detail::KeywordName{"tree"});
}

#endif

ExitHandle fork_supervisor(TreeRecord& record) {
    const auto lock = lock_inheritance();
    const pid_t pid = ::fork();
    if (pid == 0)
        supervise(record);
    return ExitHandle(check(pid, detail::KeywordName{"tree"}), {});
}

} // namespace

ExitHandle make_supervisor(TreeRecord& record, ChildPlan& program, TreeKind kind) {
    record.shares_table = kind == TreeKind::clone;
    record.fork_program = kind == TreeKind::fork && record.cgroup < 0 ? fork_program : nullptr;
    record.is_held = kind == TreeKind::fork ? 1 : 0;
    const SignalsBlocked blocked(program);
    return kind == TreeKind::clone ? clone_supervisor(record) : fork_supervisor(record);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess

#endif
