#include "report_pipe.hpp"

#include "child.hpp"
#include "os/posix/posix.hpp"
#include "os/streams.hpp"
#include "plan.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

Handle above_standard_streams(Handle handle) {
    if (handle.get() > STDERR_FILENO)
        return handle;
    return Handle(check(::fcntl(handle.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1)));
}

ReportPipe::ReportPipe(PreparedChild& child) : m_child(child) {
    Pipe pipe = open_pipe(Access::read);
    m_ours = above_standard_streams(std::move(pipe.ours));
    m_theirs = child.out_of_the_way(above_standard_streams(std::move(pipe.theirs)));
    child.plan.report_fd = m_theirs.get();
}

void ReportPipe::read() {
    m_theirs.close();
    ChildReport report{};
    const ssize_t size = retry([&] { return ::read(m_ours.get(), &report, sizeof(report)); });
    const int error = size == -1 ? errno : EIO;
    if (size == sizeof(report))
        m_child.report = {m_child.report.has_run, report.step, report.error, report.limit};
    else if (size != 0)
        m_child.report = {m_child.report.has_run, Step::report, error, 0};
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
