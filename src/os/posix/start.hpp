// The three ways to start a child. Each returns false when it cannot express the plan or the kernel will not have it;
// then the next one is tried.
#pragma once

#include "child.hpp"
#include "plan.hpp"

#include <subprocess/handle.hpp>

#include <sys/types.h>

#include <cstdint>

namespace subprocess {
inline namespace v1 {
namespace os {

struct Started {
    pid_t pid = -1;
    Handle pidfd;
};

bool start_by_vfork(PreparedChild& child, Started& started);
bool start_by_posix_spawn(PreparedChild& child, Started& started);
bool start_by_fork(PreparedChild& child, Started& started);

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

/// Blocks all signals of this thread, those that libc keeps to itself too, until it is destroyed: no handler of ours
/// may run in the child. The plan learns what was blocked before.
class SignalsBlocked {
public:
    explicit SignalsBlocked(ChildPlan& plan) noexcept;
    ~SignalsBlocked();
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;

private:
    std::uint64_t m_before = 0;
};

} // namespace os
} // namespace v1
} // namespace subprocess
