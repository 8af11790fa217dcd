/// \file
/// Watch on POSIX systems without epoll, for <subprocess/asio.hpp>.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/asio/library.hpp>
#include <subprocess/communication.hpp>

#include <cerrno>
#include <utility>

#include <fcntl.h>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {
inline namespace SUBPROCESS_WITH_ASIO {

/// Ready when one interest is. It owns a duplicate, because the library may close the original at any step. Asio makes
/// what it watches non-blocking, which the duplicate shares with the original, so that is undone at once.
class Watch {
public:
    Watch(const net::any_io_executor& executor, const Interest& interest)
        : m_duplicate(executor, duplicate(interest.handle)), m_what(interest.what) {}

    template <class Handler> void async_wait(Handler&& handler) {
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

    net::posix::stream_descriptor m_duplicate;
    Interest::What m_what;
};

} // namespace SUBPROCESS_WITH_ASIO
} // namespace detail
} // namespace v1
} // namespace subprocess
