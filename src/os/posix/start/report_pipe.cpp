#include "report_pipe.hpp"

#include "child.hpp"
#include "os/posix/posix.hpp"
#include "os/streams.hpp"
#include "plan.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
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

namespace {

/// \return less than `size` at the end of file; -1 with errno
ssize_t read_all(int fd, char* memory, std::size_t size) {
    std::size_t count = 0;
    ssize_t last = 1;
    while (count < size && last > 0) {
        last = retry([&] { return ::read(fd, memory + count, size - count); });
        count += last > 0 ? static_cast<std::size_t>(last) : 0;
    }
    return last == -1 ? -1 : static_cast<ssize_t>(count);
}

} // namespace

ReportPipe::ReportPipe(PreparedChild& child) : m_child(child) {
    Pipe pipe = open_pipe(Access::read);
    m_ours = above_standard_streams(std::move(pipe.ours));
    m_theirs = child.out_of_the_way(above_standard_streams(std::move(pipe.theirs)));
    child.plan.report_fd = m_theirs.get();
}

void ReportPipe::read() {
    m_theirs.close();
    ChildReport report{};
    const ssize_t size = read_all(m_ours.get(), reinterpret_cast<char*>(&report), sizeof(report));
    const int error = size == -1 ? errno : EIO;
    if (size == sizeof(report))
        m_child.report = {m_child.report.has_run, report.step, report.error, report.limit};
    else if (size != 0)
        m_child.report = {m_child.report.has_run, Step::report, error, 0};
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
