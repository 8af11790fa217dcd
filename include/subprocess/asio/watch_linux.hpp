/// \file
/// Watch on Linux, for <subprocess/asio.hpp>.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/asio/library.hpp>
#include <subprocess/communication.hpp>

#include <cerrno>
#include <utility>

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
    explicit Watch(const net::any_io_executor& executor) : m_epoll(executor, open_epoll()) {}

    void add(const Interest& interest) {
        if (!control(EPOLL_CTL_ADD, interest) && (errno != EEXIST || !control(EPOLL_CTL_MOD, interest)))
            throw_net_error(errno, "epoll_ctl");
    }
    /// Fails if it is closed, which has removed it.
    void remove(const Interest& interest) { control(EPOLL_CTL_DEL, interest); }

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

    bool control(int operation, const Interest& interest) {
        epoll_event event = {};
        event.events = interest.what == Interest::What::read ? EPOLLIN : EPOLLOUT;
        return ::epoll_ctl(m_epoll.native_handle(), operation, interest.handle, &event) == 0;
    }

    net::posix::stream_descriptor m_epoll;
};

} // namespace SUBPROCESS_WITH_ASIO
} // namespace detail
} // namespace v1
} // namespace subprocess
