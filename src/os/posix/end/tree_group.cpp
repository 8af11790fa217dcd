#include "tree_group.hpp"

#include "os/posix/posix.hpp"

#include <subprocess/error.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

std::string next_name() {
    static std::atomic<unsigned> count{0};
    return "subprocess-" + std::to_string(::getpid()) + '-' + std::to_string(++count);
}

Handle copy_above_standard_streams(int fd) {
    return Handle(check(::fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)));
}

} // namespace

/// A name can be taken by what a killed process with our pid has left.
TreeGroup::TreeGroup(int parent) : m_parent(copy_above_standard_streams(parent)) {
    constexpr mode_t mode = 0755;
    do
        m_name = next_name();
    while (::mkdirat(parent, m_name.c_str(), mode) == -1 && errno == EEXIST);
    const int folder = ::openat(parent, m_name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder == -1) {
        const int error = errno;
        m_parent.close();
        throw_errno(error, detail::KeywordName{"cgroup"});
    }
    const Handle low(folder);
    m_folder = copy_above_standard_streams(folder);
}

void TreeGroup::kill() const noexcept {
    const Handle file(::openat(m_folder.get(), "cgroup.kill", O_WRONLY | O_CLOEXEC));
    if (file.valid())
        static_cast<void>(retry([&] { return ::write(file.get(), "1", 1); }));
}

bool TreeGroup::remove() noexcept {
    if (m_parent.valid() && ::unlinkat(m_parent.get(), m_name.c_str(), AT_REMOVEDIR) != 0 && errno == EBUSY)
        return false;
    release();
    return true;
}

void TreeGroup::release() noexcept {
    m_parent.close();
    m_folder.close();
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
