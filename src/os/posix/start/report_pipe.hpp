// How a child that does not share our memory tells why it could not start.
#pragma once

#include "plan.hpp"

#include <subprocess/handle.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// A pipe on which the child reports: needed where it does not share our memory. The end of file says that exec went
/// well, or that the child died before.
class ReportPipe {
public:
    explicit ReportPipe(PreparedChild& child);
    ~ReportPipe() { m_child.plan.report_fd = -1; }
    ReportPipe(const ReportPipe&) = delete;
    ReportPipe& operator=(const ReportPipe&) = delete;

    /// Closes the child's end, and waits for what it has to say.
    void read();

private:
    PreparedChild& m_child;
    Handle m_ours, m_theirs;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
