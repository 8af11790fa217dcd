#include "poll.hpp"

#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"

#include <sys/ioctl.h>

#include <cerrno>
#include <chrono>
#include <ctime>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

#if SUBPROCESS_LINUX

int poll_once(pollfd* fds, nfds_t count, Deadline deadline) {
    const auto left = deadline.remaining();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    timespec limit{};
    limit.tv_sec = static_cast<time_t>(seconds.count());
    limit.tv_nsec = static_cast<long>((left - seconds).count());
    return ::ppoll(fds, count, deadline.is_never() ? nullptr : &limit, nullptr);
}

#else

int poll_once(pollfd* fds, nfds_t count, Deadline deadline) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline.remaining());
    return ::poll(fds, count, deadline.is_never() ? -1 : static_cast<int>(left.count()));
}

#endif

} // namespace

std::size_t size_of_content(int fd) {
    int size = 0;
    return ::ioctl(fd, FIONREAD, &size) == 0 && size > 0 ? static_cast<std::size_t>(size) : 0;
}

int poll_until(pollfd* fds, std::size_t count, Deadline deadline) {
    const int ready = poll_once(fds, static_cast<nfds_t>(count), deadline);
    return ready == -1 && errno == EINTR ? 0 : check(ready);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
