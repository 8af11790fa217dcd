// The part of a plan that is about descriptors.
#include "plan.hpp"

#include "child.hpp"
#include "os/posix/ask/features.hpp"
#include "os/posix/posix.hpp"
#include "os/start.hpp"
#include "os/stdio.hpp"
#include "raw.hpp"

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>

#include <fcntl.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

constexpr int most_fds = 1 << 20; // a loop over more would take seconds

/// No descriptor above it is open, unless it was opened before the limit was lowered. That is why the hard limit is
/// taken: programs often lower the soft one.
int highest_possible_fd() {
    constexpr rlim_t least = 65536;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_max == RLIM_INFINITY)
        return most_fds;
    return static_cast<int>(std::clamp(limit.rlim_max, least, rlim_t{most_fds}));
}

/// Asked once, and in this process: without close_range() the plan has to say where a loop over all numbers stops.
bool can_mark_ranges() {
    static const bool has_range = raw::mark_close_on_exec_range(~0U, ~0U) >= 0;
    return has_range && usable(Feature::close_range);
}

/// \return a copy with the lowest free number from `lowest` on
Handle copy_of(int fd, int lowest) {
    return Handle(check(::fcntl(fd, F_DUPFD_CLOEXEC, lowest), detail::KeywordName{"pass_fds"}));
}

} // namespace

bool PreparedChild::replaces(int fd) const {
    for (std::size_t i = 0; i < plan.moved_fd_count; ++i)
        if (plan.moved_fds[i].to == fd)
            return true;
    return false;
}

Handle PreparedChild::out_of_the_way(Handle handle) const {
    while (replaces(handle.get()))
        handle = copy_of(handle.get(), handle.get() + 1);
    return handle;
}

int PreparedChild::safe_source(int fd) {
    if (!replaces(fd))
        return fd;
    return m_copies.emplace_back(out_of_the_way(copy_of(fd, first_other_fd))).get();
}

/// The child may put another descriptor in the place of one that it takes afterwards. Such a one is copied here, so
/// that the child can go through them in any order.
void PreparedChild::read_passed(const std::vector<PassedFd>& fds) {
    for (const PassedFd& fd : fds) {
        m_pass_fds.push_back(fd.theirs);
        if (fd.theirs != fd.ours)
            m_moved_fds.push_back({fd.ours, fd.theirs});
    }
    std::sort(m_pass_fds.begin(), m_pass_fds.end());
    plan.pass_fds = m_pass_fds.data();
    plan.pass_fd_count = m_pass_fds.size();
    plan.moved_fds = m_moved_fds.data();
    plan.moved_fd_count = m_moved_fds.size();
    for (MovedFd& moved : m_moved_fds)
        moved.from = safe_source(moved.from);
}

void PreparedChild::read_descriptors(const Start& start) {
    if (!start.posix.pass_fds.empty())
        read_passed(start.posix.pass_fds);
    for (const Stdio stream : all_stdio)
        plan.stdio[static_cast<int>(stream)] =
            start.is_closed[stream] ? closed_stream : safe_source(start.stdio[stream]);
    plan.close_fds = start.close_fds;
    plan.try_close_range = can_mark_ranges();
    plan.try_proc_fd = usable(Feature::proc_fd);
    plan.highest_fd = plan.close_fds && !plan.try_close_range ? highest_possible_fd() : most_fds;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
