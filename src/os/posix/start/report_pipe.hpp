// How a child that does not share our memory reports a failure.
#pragma once

#include "child.hpp"
#include "plan.hpp"

#include <subprocess/handle.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The child writes a ChildReport if it fails. End of file without one means that exec succeeded, or that the child
/// died before it.
class ReportPipe {
public:
    explicit ReportPipe(PreparedChild& child);
    ~ReportPipe() { m_child.plan.report_fd = -1; }
    ReportPipe(const ReportPipe&) = delete;
    ReportPipe& operator=(const ReportPipe&) = delete;

    /// Closes the child's end, and waits for the report or the end of file.
    void read();

private:
    PreparedChild& m_child;
    Handle m_ours, m_theirs;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
