// The two system calls of clone.cpp. Each starts a child that borrows our memory, on a stack of its own, and returns
// when that child has executed its program or is gone. \return its pid, or minus an error number
#pragma once

namespace subprocess {
inline namespace v1 {
namespace os {

struct ChildPlan;

/// CLONE_CLEAR_SIGHAND gives the child default actions, so that no signal needs to be blocked: two calls less.
/// \param pidfd stays as it is where the kernel does not know CLONE_PIDFD
long clone_with_clear_handlers(const ChildPlan& plan, int& pidfd);

/// All signals must be blocked.
long plain_clone(const ChildPlan& plan, int& pidfd);

} // namespace os
} // namespace v1
} // namespace subprocess
