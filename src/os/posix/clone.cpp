// clone() with CLONE_VM and CLONE_VFORK: a child that borrows our memory until exec, while this thread is suspended.
// Nothing is copied, so it costs the same from a parent of any size; and why exec failed is simply there to be read.
#include "start.hpp"

#include "features.hpp"
#include "posix.hpp"
#include "raw.hpp"

#if defined(__linux__)
#include <sched.h>
#endif

namespace subprocess {
inline namespace v1 {
namespace os {

#if defined(__linux__)

namespace {

constexpr int share = CLONE_VM | CLONE_VFORK;
#if !defined(CLONE_PIDFD)
constexpr int CLONE_PIDFD = 0x1000;
#endif

/// The child's stack: its frames are small and known, and our own frame outlives it, since we are suspended.
struct alignas(16) Stack {
    char bytes[16 * 1024];
    void* end() { return bytes + sizeof(bytes); }
};

int enter(void* plan) {
    run_child(*static_cast<const ChildPlan*>(plan));
}

#if (defined(__x86_64__) && !defined(__ILP32__)) || defined(__aarch64__)

/// The kernel's struct clone_args, as of its first version.
struct alignas(8) CloneArguments {
    std::uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
};

/// clone3() cannot return into the child on another stack, so the child is sent on to run_child() right here.
long clone3(const CloneArguments& arguments, const ChildPlan& plan) {
    void (*const function)(const ChildPlan&) noexcept = run_child;
    constexpr long number = 435;
#if defined(__x86_64__)
    long result = number;
    register const ChildPlan* plan_register asm("r8") = &plan;
    register void (*function_register)(const ChildPlan&) noexcept asm("r9") = function;
    asm volatile("syscall\n\t"
                 "test %%rax, %%rax\n\t"
                 "jnz 1f\n\t"
                 "xor %%ebp, %%ebp\n\t" // the outermost frame, for debuggers
                 "mov %%r8, %%rdi\n\t"
                 "call *%%r9\n\t"
                 "ud2\n"
                 "1:"
                 : "+a"(result)
                 : "D"(&arguments), "S"(sizeof(arguments)), "r"(plan_register), "r"(function_register)
                 : "rcx", "r11", "memory");
    return result;
#else
    register long x8 asm("x8") = number;
    register long x0 asm("x0") = reinterpret_cast<long>(&arguments);
    register long x1 asm("x1") = sizeof(arguments);
    register const ChildPlan* x2 asm("x2") = &plan;
    register void (*x3)(const ChildPlan&) noexcept asm("x3") = function;
    asm volatile("svc 0\n\t"
                 "cbnz x0, 1f\n\t"
                 "mov x29, xzr\n\t" // the outermost frame, for debuggers
                 "mov x0, x2\n\t"
                 "blr x3\n\t"
                 "brk 1\n"
                 "1:"
                 : "+r"(x0)
                 : "r"(x8), "r"(x1), "r"(x2), "r"(x3)
                 : "memory");
    return x0;
#endif
}

/// CLONE_CLEAR_SIGHAND gives the child default actions, so that no signal needs to be blocked: two calls less.
long clone_with_clear_handlers(ChildPlan& plan, int& pidfd) {
    constexpr std::uint64_t clear_sighand = 0x100000000ULL;
    Stack stack;
    CloneArguments arguments{};
    arguments.flags = clear_sighand | share | CLONE_PIDFD;
    arguments.pidfd = reinterpret_cast<std::uint64_t>(&pidfd);
    arguments.exit_signal = SIGCHLD;
    arguments.stack = reinterpret_cast<std::uint64_t>(stack.bytes);
    arguments.stack_size = sizeof(stack.bytes);
    return clone3(arguments, plan);
}

#else

long clone_with_clear_handlers(ChildPlan&, int&) {
    return -ENOSYS;
}

#endif

long clone_with_blocked_signals(ChildPlan& plan, int& pidfd) {
    Stack stack;
    plan.reset_handlers = true;
    const SignalsBlocked blocked(plan);
    const int pid = ::clone(enter, stack.end(), share | CLONE_PIDFD | SIGCHLD, &plan, &pidfd);
    return pid == -1 ? -errno : pid;
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

} // namespace

bool start_by_vfork(PreparedChild& child, Started& started) {
    if (child.needs_memory_of_its_own() || memory_sharing() == MemorySharing::copied)
        return false;
    int pidfd = -1; // a kernel that does not know CLONE_PIDFD overlooks it, and leaves this as it is
    const long pid =
        memory_sharing() == MemorySharing::unknown ? clone_first_child(child, pidfd) : clone_child(child.plan, pidfd);
    if (is_refused(pid))
        return false;
    if (pid < 0)
        throw_errno(static_cast<int>(-pid));
    started.pid = static_cast<pid_t>(pid);
    started.pidfd = Handle(pidfd);
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
