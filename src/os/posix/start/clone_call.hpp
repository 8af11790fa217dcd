// What clone.cpp is made of. The two system calls start a child that borrows our memory, on a stack of its own.
// \return its pid, or minus an error number
#pragma once

#include <sys/types.h>

#include <atomic>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

struct ChildPlan;

/// How we wait until a child has left our memory: suspended by the kernel, so that no signal reaches us, or in a system
/// call that signals interrupt.
enum class Wait { vfork, futex };

/// Lent to a child until it has left our memory. On the heap: while we wait, a signal handler of the user's may leave
/// our frames by longjmp.
struct Loan {
    Wait wait = Wait::vfork;
    std::atomic<int> is_out{1};        ///< cleared by the kernel when the child has left our memory
    alignas(16) char stack[16 * 1024]; ///< the frames of a child are small and known
};

/// Returns when the child no longer uses what we have lent it.
void await_return(const Loan& loan, pid_t pid);

/// CLONE_CLEAR_SIGHAND gives the child default actions, so that no signal needs to be blocked: two calls less.
/// \param pidfd stays as it is where the kernel does not know CLONE_PIDFD
long clone_with_clear_handlers(const ChildPlan& plan, Loan& loan, int& pidfd);

/// All signals must be blocked.
long plain_clone(const ChildPlan& plan, Loan& loan, int& pidfd);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
