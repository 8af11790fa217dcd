/// \file
/// Watch on Linux, for <subprocess/asio.hpp>.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/asio/library.hpp>
#include <subprocess/communication.hpp>

#include <cerrno>
#include <utility>
#include <vector>

#include <sys/epoll.h>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {
inline namespace SUBPROCESS_WITH_ASIO {

/// Ready when one of the interests is. Asio sees an epoll descriptor that watches them, and not them, because it makes
/// whatever it sees non-blocking: that changes what it means to wait for a pidfd, and others may have the same
/// terminal.
class Watch {
public:
    Watch(const net::any_io_executor& executor, const std::vector<Interest>& interests)
        : m_epoll(executor, open_epoll()) {
        for (const Interest& interest : interests)
            add(interest);
    }

    template <class Handler> void async_wait(Handler&& handler) {
        m_epoll.async_wait(net::posix::stream_descriptor::wait_read, std::forward<Handler>(handler));
    }

private:
    static int open_epoll() {
        const int fd = ::epoll_create1(EPOLL_CLOEXEC);
        if (fd == -1)
            throw_net_error(errno, "epoll_create1");
        return fd;
    }

    void add(const Interest& interest) {
        epoll_event event = {};
        event.events = interest.what == Interest::What::read ? EPOLLIN : EPOLLOUT;
        if (::epoll_ctl(m_epoll.native_handle(), EPOLL_CTL_ADD, interest.handle, &event) == -1)
            throw_net_error(errno, "epoll_ctl");
    }

    net::posix::stream_descriptor m_epoll;
};

} // namespace SUBPROCESS_WITH_ASIO
} // namespace detail
} // namespace v1
} // namespace subprocess
