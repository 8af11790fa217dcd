// A process that traces a child of ours, so that it sees the end of the child before we do.
#pragma once

#include "support/posix/helpers.hpp"

#include <sys/types.h>

namespace tests {

class Tracer {
public:
    /// \param traced its stdin_ is a pipe, which the tracer does not hold open
    explicit Tracer(const subprocess::Popen& traced);
    explicit Tracer(pid_t traced, int fd_to_close = -1);

    /// Some systems do not let a process trace another one's child.
    bool may_trace() const { return m_may_trace; }
    /// The tracer ends.
    void let_go() { m_gate.open(); }
    void await_end() const;

private:
    Gate m_gate;
    pid_t m_pid;
    bool m_may_trace;
};

} // namespace tests
