#include "clone_call.hpp"

#include "child.hpp"
#include "os/posix/system.hpp"
#include "raw.hpp"

#if SUBPROCESS_LINUX

#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>

#include <atomic>
#include <cerrno>
#include <cstdint>

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

// Sending the child to run_child(), in assembly -----------------------------------------------------------------------

#if defined(__x86_64__) && !defined(__ILP32__)

#define SUBPROCESS_HAVE_CALL_AND_ENTER 1

/// Makes a system call that clones, and lets the child call run_child(). The child's stack is empty, so libc's
/// syscall() could not return on it. libc's clone() would do, but ThreadSanitizer replaces it.
long call_and_enter(long number, long a, long b, long c, long child_tid, const ChildPlan& plan) {
    long result = number;
    register long r10 asm("r10") = child_tid;
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

#elif defined(__aarch64__)

#define SUBPROCESS_HAVE_CALL_AND_ENTER 1

long call_and_enter(long number, long a, long b, long c, long child_tid, const ChildPlan& plan) {
    register long x8 asm("x8") = number;
    register long x0 asm("x0") = a;
    register long x1 asm("x1") = b;
    register long x2 asm("x2") = c;
    register long x3 asm("x3") = 0;
    register long x4 asm("x4") = child_tid;
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

} // namespace

#if defined(SUBPROCESS_HAVE_CALL_AND_ENTER)

long clone_with_clear_handlers(const ChildPlan& plan, Loan& loan, int& pidfd) {
    constexpr long clone3 = 435;
    constexpr std::uint64_t clear_sighand = 0x100000000ULL;
    struct alignas(8) Arguments { // the kernel's struct clone_args, as of its first version
        std::uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
    } arguments{};
    arguments.flags = clear_sighand | static_cast<unsigned>(flags_of(plan, loan));
    arguments.pidfd = reinterpret_cast<std::uint64_t>(&pidfd);
    arguments.child_tid = reinterpret_cast<std::uint64_t>(&loan.is_out);
    arguments.exit_signal = SIGCHLD;
    arguments.stack = reinterpret_cast<std::uint64_t>(loan.stack);
    arguments.stack_size = sizeof(loan.stack);
    return call_and_enter(clone3, raw::word(&arguments), sizeof(arguments), 0, 0, plan);
}

long plain_clone(const ChildPlan& plan, Loan& loan, int& pidfd) {
    const int flags = flags_of(plan, loan) | SIGCHLD;
    return call_and_enter(SYS_clone, flags, raw::word(end_of_stack(loan)), raw::word(&pidfd), raw::word(&loan.is_out),
                          plan);
}

#else

long clone_with_clear_handlers(const ChildPlan&, Loan&, int&) {
    return -ENOSYS;
}

long plain_clone(const ChildPlan& plan, Loan& loan, int& pidfd) {
    const auto enter = [](void* argument) -> int { run_child(*static_cast<const ChildPlan*>(argument)); };
    void* const argument = const_cast<ChildPlan*>(&plan);
    const int flags = flags_of(plan, loan) | SIGCHLD;
    const int pid = ::clone(enter, end_of_stack(loan), flags, argument, &pidfd, nullptr, &loan.is_out);
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
