// The two system calls behind clone.cpp. Each starts a child that borrows our memory and runs on its own stack. They
// return its pid, or minus an errno.
#pragma once

#include <sys/types.h>

#include <atomic>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

struct ChildPlan;

/// How we wait until a child has left our memory: suspended by the kernel, so that no signal reaches us, or in futex(),
/// which signals interrupt.
enum class Wait { vfork, futex };

/// What we lend to a child until it has left our memory. It is on the heap, because a signal handler of the user may
/// leave our stack frames by longjmp while we wait.
struct Loan {
    Wait wait = Wait::vfork;
    std::atomic<int> is_out{1};        ///< cleared by the kernel when the child has left our memory
    alignas(16) char stack[16 * 1024]; ///< the child calls nothing but child.cpp, whose frames are small
};

/// Returns once the child no longer uses the loan.
void await_return(const Loan& loan, pid_t pid);

/// CLONE_CLEAR_SIGHAND resets the child's handlers, so that we need not block signals: that saves two system calls.
/// \param pidfd unchanged if the kernel does not know CLONE_PIDFD
long clone_with_clear_handlers(const ChildPlan& plan, Loan& loan, int& pidfd);

/// The caller must have blocked all signals.
long plain_clone(const ChildPlan& plan, Loan& loan, int& pidfd);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
