#include "support/posix/tracer.hpp"

#if defined(__linux__)

#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tests {

Tracer::Tracer(const subprocess::Popen& traced) : Tracer(traced.pid, traced.stdin_.fileno()) {}

Tracer::Tracer(pid_t traced, int fd_to_close) {
    const Pipe answer;
    m_pid = ::fork();
    if (m_pid == 0) {
        ::close(fd_to_close);
        const bool may_trace = ::ptrace(PTRACE_SEIZE, traced, nullptr, nullptr) == 0;
        char byte = may_trace ? 'y' : 'n';
        (void)!::write(answer.writer.get(), &byte, 1);
        m_gate.open();
        (void)!::read(m_gate.native_handle(), &byte, 1);
        ::_exit(0);
    }
    m_may_trace = answer.read() == "y";
}

void Tracer::await_end() const {
    CHECK(::waitpid(m_pid, nullptr, 0) == m_pid);
}

} // namespace tests

#endif
