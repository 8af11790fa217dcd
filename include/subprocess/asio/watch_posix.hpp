/// \file
/// Watch on POSIX systems without epoll, for <subprocess/asio.hpp>.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/asio/library.hpp>
#include <subprocess/communication.hpp>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

#include <fcntl.h>
#include <sys/ioctl.h>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {
inline namespace SUBPROCESS_WITH_ASIO {

/// Ready when one interest is. It owns a duplicate, because the library may close the original at any step. Asio makes
/// what it watches non-blocking, which the duplicate shares with the original, so that is undone at once. A kqueue
/// cannot be made so, so Asio refuses to watch it; it is said to be ready after a pause, and the library finds out.
class Watch {
public:
    Watch(const net::any_io_executor& executor, const Interest& interest)
        : m_duplicate(executor, duplicate(interest.handle)), m_what(interest.what), m_timer(executor) {}

    template <class Handler> void async_wait(Handler&& handler) {
        if (!can_be_watched())
            return pause(std::forward<Handler>(handler));
        const int flags = ::fcntl(m_duplicate.native_handle(), F_GETFL);
        m_duplicate.async_wait(m_what == Interest::What::read ? net::posix::stream_descriptor::wait_read
                                                              : net::posix::stream_descriptor::wait_write,
                               std::forward<Handler>(handler));
        ::fcntl(m_duplicate.native_handle(), F_SETFL, flags);
    }

private:
    static int duplicate(int fd) {
        const int copy = ::fcntl(fd, F_DUPFD_CLOEXEC, 0);
        if (copy == -1)
            throw_net_error(errno, "fcntl");
        return copy;
    }

    bool can_be_watched() {
        int is_non_blocking = (::fcntl(m_duplicate.native_handle(), F_GETFL) & O_NONBLOCK) != 0 ? 1 : 0;
        return ::ioctl(m_duplicate.native_handle(), FIONBIO, &is_non_blocking) == 0 || errno != ENOTTY;
    }

    template <class Handler> void pause(Handler&& handler) {
        constexpr std::chrono::milliseconds longest(50);
        m_timer.expires_after(m_pause);
        m_timer.async_wait(std::forward<Handler>(handler));
        m_pause = (std::min)(2 * m_pause, longest);
    }

    net::posix::stream_descriptor m_duplicate;
    Interest::What m_what;
    net::steady_timer m_timer;
    std::chrono::milliseconds m_pause{1};
};

} // namespace SUBPROCESS_WITH_ASIO
} // namespace detail
} // namespace v1
} // namespace subprocess
