// clone() with CLONE_VM and CLONE_VFORK: a child that borrows our memory until exec, while this thread is suspended.
// Nothing is copied, so it costs the same from a parent of any size; and why exec failed is simply there to be read.
#include "start.hpp"

#include "child.hpp"
#include "features.hpp"
#include "plan.hpp"
#include "posix.hpp"
#include "raw.hpp"
#include "system.hpp"

#include <subprocess/handle.hpp>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <utility>

#if SUBPROCESS_LINUX
#include <sched.h>
#endif

namespace subprocess {
inline namespace v1 {
namespace os {

#if SUBPROCESS_LINUX

namespace {

constexpr int share = CLONE_VM | CLONE_VFORK;
#if !defined(CLONE_PIDFD)
constexpr int CLONE_PIDFD = 0x1000;
#endif

/// What the child shares with us.
int flags_of(const ChildPlan& plan) {
    return share | CLONE_PIDFD | (plan.has_shared_table ? CLONE_FILES : 0);
}

/// The child's stack: its frames are small and known, and our own frame outlives it, since we are suspended.
struct alignas(16) Stack {
    char bytes[16 * 1024];
    void* end() { return bytes + sizeof(bytes); }
};

#if (defined(__x86_64__) && !defined(__ILP32__)) || defined(__aarch64__)

#if defined(__x86_64__)

/// Makes a system call that clones, and sends the child, whose stack is new and empty, on to run_child(). libc's
/// syscall() would try to return there; its clone() is one that ThreadSanitizer has put itself in front of.
long call_and_enter(long number, long a, long b, long c, const ChildPlan& plan) {
    long result = number;
    register long r10 asm("r10") = 0;
    register long r8 asm("r8") = 0;
    register const ChildPlan* kept_plan asm("r12") = &plan;
    register void (*kept_function)(const ChildPlan&) noexcept asm("r13") = run_child;
    asm volatile("syscall\n\t"
                 "test %%rax, %%rax\n\t"
                 "jnz 1f\n\t"
                 "xor %%ebp, %%ebp\n\t" // the outermost frame, for debuggers
                 "mov %%r12, %%rdi\n\t"
                 "call *%%r13\n\t"
                 "ud2\n"
                 "1:"
                 : "+a"(result)
                 : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(kept_plan), "r"(kept_function)
                 : "rcx", "r11", "memory");
    return result;
}

#else

long call_and_enter(long number, long a, long b, long c, const ChildPlan& plan) {
    register long x8 asm("x8") = number;
    register long x0 asm("x0") = a;
    register long x1 asm("x1") = b;
    register long x2 asm("x2") = c;
    register long x3 asm("x3") = 0;
    register long x4 asm("x4") = 0;
    register const ChildPlan* x5 asm("x5") = &plan;
    register void (*x6)(const ChildPlan&) noexcept asm("x6") = run_child;
    asm volatile("svc 0\n\t"
                 "cbnz x0, 1f\n\t"
                 "mov x29, xzr\n\t" // the outermost frame, for debuggers
                 "mov x0, x5\n\t"
                 "blr x6\n\t"
                 "brk 1\n"
                 "1:"
                 : "+r"(x0)
                 : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5), "r"(x6)
                 : "memory");
    return x0;
}

#endif

/// The kernel's struct clone_args, as of its first version.
struct alignas(8) CloneArguments {
    std::uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
};

/// CLONE_CLEAR_SIGHAND gives the child default actions, so that no signal needs to be blocked: two calls less.
long clone_with_clear_handlers(const ChildPlan& plan, int& pidfd) {
    constexpr long clone3 = 435;
    constexpr std::uint64_t clear_sighand = 0x100000000ULL;
    Stack stack;
    CloneArguments arguments{};
    arguments.flags = clear_sighand | static_cast<unsigned>(flags_of(plan));
    arguments.pidfd = reinterpret_cast<std::uint64_t>(&pidfd);
    arguments.exit_signal = SIGCHLD;
    arguments.stack = reinterpret_cast<std::uint64_t>(stack.bytes);
    arguments.stack_size = sizeof(stack.bytes);
    return call_and_enter(clone3, raw::word(&arguments), sizeof(arguments), 0, plan);
}

long plain_clone(const ChildPlan& plan, void* stack_end, int& pidfd) {
    return call_and_enter(SYS_clone, flags_of(plan) | SIGCHLD, raw::word(stack_end), raw::word(&pidfd), plan);
}

#else

long clone_with_clear_handlers(const ChildPlan&, int&) {
    return -ENOSYS;
}

long plain_clone(const ChildPlan& plan, void* stack_end, int& pidfd) {
    const auto enter = [](void* argument) -> int { run_child(*static_cast<const ChildPlan*>(argument)); };
    void* const argument = const_cast<ChildPlan*>(&plan);
    const int pid = ::clone(enter, stack_end, flags_of(plan) | SIGCHLD, argument, &pidfd);
    return pid == -1 ? -errno : pid;
}

#endif

long clone_with_blocked_signals(ChildPlan& plan, int& pidfd) {
    Stack stack;
    plan.reset_handlers = true;
    const SignalsBlocked blocked(plan);
    return plain_clone(plan, stack.end(), pidfd);
}

/// Old kernels and seccomp filters say no in these ways; anything else is an error that fork would meet, too.
bool is_refused(long result) {
    return result == -ENOSYS || result == -EPERM || result == -EINVAL;
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

/// With many open descriptors the child shares our table, and leaves it for one of its own without them. That it could
/// not, it says before it has changed anything; then it is started the ordinary way.
long clone_with_shared_table(PreparedChild& child, int& pidfd) {
    child.plan.has_shared_table = true;
    child.plan.parent = ::getpid();
    const long result = clone_child(child.plan, pidfd);
    child.plan.has_shared_table = false;
    if (result <= 0 || child.report.step != Step::table)
        return result;
    const Handle closed(std::exchange(pidfd, -1));
    retry([&] { return ::waitpid(static_cast<pid_t>(result), nullptr, 0); });
    child.report = {};
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
