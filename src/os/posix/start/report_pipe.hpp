// How a child that does not share our memory reports a failure.
#pragma once

#include "child.hpp"
#include "plan.hpp"

#include <subprocess/handle.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// A pipe gets a number from 0 to 2 if we have closed a standard stream. The child may replace that number, or may have
/// to inherit it as closed; so the pipe is moved.
Handle above_standard_streams(Handle handle);

/// The child writes a ChildReport if it fails. End of file without one means that exec succeeded, or that the child
/// died before it.
class ReportPipe {
public:
    explicit ReportPipe(PreparedChild& child);
    ~ReportPipe() { m_child.plan.report_fd = -1; }
    ReportPipe(const ReportPipe&) = delete;
    ReportPipe& operator=(const ReportPipe&) = delete;

    /// Closes the child's end, and waits for the report or the end of file. The report's has_run stays what the child
    /// has written to our memory.
    void read();

private:
    PreparedChild& m_child;
    Handle m_ours, m_theirs;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
