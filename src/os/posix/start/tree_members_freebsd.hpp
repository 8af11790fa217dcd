// How a supervisor signals and kills the members of its tree on FreeBSD. The kernel knows all descendants of a reaper.
#pragma once

#include "os/posix/end/tree_record.hpp"
#include "raw.hpp"
#include "raw_supervisor.hpp"

#include <signal.h>
#include <sys/procctl.h>

#include <cerrno>

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace { // each file has its own copy, for the reason given in raw_libc.hpp

struct Killed {
    int killed;    ///< whether there may be children that end by this
    pid_t refused; ///< a child that may not be killed, and then no child ends by this; 0 if there is none
    int error;     ///< why
};

/// SIGKILL to all members at once, so that they cannot multiply faster than they are killed. The second signal is for
/// its answer: if none of our own children got it, they are all about to end, or they may not be killed. The error is
/// the same when the system does not even let us see such a child.
inline Killed kill_children() noexcept {
    constexpr unsigned all = 0;
    procctl_reaper_kill request;
    raw::signal_descendants(request, SIGKILL, all);
    const long result = raw::signal_descendants(request, SIGKILL, REAPER_KILL_CHILDREN);
    if (result < 0 && request.rk_fpid > 0)
        return {0, request.rk_fpid, EPERM};
    return {1, 0, 0};
}

/// Sends a signal to all members. Signal 0 asks whether there are any; without one there is no supervisor.
inline void signal_members(TreeRecord& tree, int number) noexcept {
    constexpr unsigned all = 0;
    procctl_reaper_kill request;
    const long result = number == 0 ? 0 : raw::signal_descendants(request, number, all);
    tree.signalled = result == 0 ? 1 : 0;
    tree.signal_error = result == -ESRCH ? 0 : static_cast<int>(-result);
}

} // namespace
} // namespace detail::os
} // namespace v1
} // namespace subprocess
