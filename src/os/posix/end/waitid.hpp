// waitid() for the end of a child that has a pidfd.
#pragma once

#include "os/process.hpp"
#include "usage.hpp"

#include <signal.h>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

enum class Reaped { yes, not_yet, elsewhere, refused };

/// What the kernel tells of a child that it has reaped. It is written before the system call returns, so it also holds
/// for a thread that is cancelled after the child was reaped, and before the call could say so.
struct Reaping {
    siginfo_t info{};
    KernelUsage usage{};

    bool has_reaped() const noexcept { return info.si_pid != 0; }
    /// \pre has_reaped()
    Ended ended() const noexcept;
};

/// Does not block.
Reaped reap_by_pidfd(int pidfd, Reaping& reaping) noexcept;

/// Blocks until the child ends. It is a cancellation point, and the caller records what `reaping` says also when the
/// thread is cancelled.
Reaped wait_by_pidfd(int pidfd, Reaping& reaping);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
