#include "cgroup.hpp"

#include "child.hpp"
#include "clone_call.hpp"
#include "os/posix/posix.hpp"
#include "os/posix/start/plan.hpp"
#include "os/posix/system.hpp"
#include "raw.hpp" // IWYU pragma: keep: the single header must not have it in the next condition
#include "report_pipe.hpp"

#if SUBPROCESS_LINUX
#include "raw_clone.hpp"
#endif

#include <subprocess/error.hpp>

#include <fcntl.h>
#include <sys/mman.h>
#if SUBPROCESS_LINUX
#include <sys/statfs.h>
#endif
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

#if SUBPROCESS_LINUX

namespace {

constexpr int folder_only = O_PATH | O_DIRECTORY | O_CLOEXEC;
constexpr auto cgroup2_file_system = 0x63677270;

/// \throws OSError that names the keyword and says what to do
[[noreturn]] void refuse(int error, std::string_view advice) {
    throw_errno(error, detail::KeywordName{advice});
}

Handle open_folder(const Cgroup& group) {
    if (group.descriptor)
        return Handle(
            check(::fcntl(*group.descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1), detail::KeywordName{"cgroup"}));
    const std::string path = group.path.value_or(std::string());
    Handle folder(check(retry([&] { return ::open(path.c_str(), folder_only); }), path));
    return above_standard_streams(std::move(folder));
}

} // namespace

Handle open_cgroup(const Start& start) {
    if (!start.posix.cgroup)
        return {};
    Handle folder = open_folder(*start.posix.cgroup);
    struct statfs about {};
    if (::fstatfs(folder.get(), &about) != 0 || about.f_type != cgroup2_file_system)
        throw_cgroup_error(EBADF);
    return folder;
}

void throw_cgroup_error(int error) {
    if (is_refusal(error) || error == E2BIG)
        refuse(ENOSYS, "cgroup needs clone3() of Linux 5.7 or later, which is missing or forbidden here");
    switch (error) {
    case EBADF:
        refuse(error, "cgroup must be a folder of the cgroup2 file system");
    case EBUSY:
        refuse(error, "cgroup has controllers for its subgroups, so only a subgroup of it can take processes");
    case EACCES:
        refuse(error,
               "cgroup needs write access to cgroup.procs in this group and in the nearest one above both it and "
               "our own group");
    default:
        throw_errno(error, detail::KeywordName{"cgroup"});
    }
}

void throw_killed_at_birth() {
    refuse(ECANCELED, "cgroup was killed as a whole before, or our own group was, so the kernel kills every child that "
                      "is started in it; use a new group");
}

pid_t copy_into_cgroup(PreparedChild& child) {
    const std::unique_ptr<Loan> loan(new Loan); // the child runs on a copy of this stack
    int pidfd = -1;
    raw::CloneArguments arguments;
    raw::set_up(arguments, 0, pidfd, loan->stack, sizeof(loan->stack));
    raw::place(arguments, child.plan.cgroup);
    const long pid = raw::clone3(arguments, enter_child, &child.plan);
    if (pid < 0)
        throw_cgroup_error(static_cast<int>(-pid));
    return static_cast<pid_t>(pid);
}

#else

Handle open_cgroup(const Start&) {
    return {};
}

pid_t copy_into_cgroup(PreparedChild&) {
    throw_errno(ENOSYS);
}

void throw_cgroup_error(int error) {
    throw_errno(error);
}

void throw_killed_at_birth() {
    throw_errno(ECANCELED);
}

#endif

SharedReport::SharedReport(PreparedChild& child) : m_child(child) {
    constexpr int access = PROT_READ | PROT_WRITE;
    void* const memory = ::mmap(nullptr, sizeof(ChildReport), access, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        throw_errno(errno);
    m_report = new (memory) ChildReport{};
    m_child.plan.report = m_report;
}

void SharedReport::take() {
    m_child.report.has_run = m_report->has_run;
    if (m_report->step != Step::none)
        m_child.report = *m_report;
}

SharedReport::~SharedReport() {
    m_child.plan.report = &m_child.report;
    ::munmap(m_report, sizeof(ChildReport));
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
