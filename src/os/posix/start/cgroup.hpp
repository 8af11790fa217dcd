// Starting a child in a control group (cgroups(7), version 2).
#pragma once

#include "child.hpp"
#include "os/start.hpp"
#include "plan.hpp"

#include <subprocess/handle.hpp>

#include <sys/types.h>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The folder of the group that the start asks for; empty if it asks for none. \throws OSError
Handle open_cgroup(const Start& start);

/// Starts a child with a copy of our memory. Signals must be blocked. \throws OSError
pid_t copy_into_cgroup(PreparedChild& child);

/// \throws OSError, with what to do about it. \param error of clone3()
[[noreturn]] void throw_cgroup_error(int error);

/// For a child that was_killed_at_birth().
[[noreturn]] void throw_killed_at_birth();

/// A report that is seen by us and by a child with a copy of the rest of our memory.
class SharedReport {
public:
    explicit SharedReport(PreparedChild& child);
    SharedReport(const SharedReport&) = delete;
    SharedReport& operator=(const SharedReport&) = delete;
    ~SharedReport();

    /// Copies to the child's own report what its pipe has not told.
    void take();

private:
    PreparedChild& m_child;
    ChildReport* m_report;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
