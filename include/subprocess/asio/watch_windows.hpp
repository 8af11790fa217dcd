/// \file
/// Watch on Windows, for <subprocess/asio.hpp>.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/asio/library.hpp>
#include <subprocess/communication.hpp>

#include <utility>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {
inline namespace SUBPROCESS_WITH_ASIO {

/// Ready when the object of one interest is signalled. It owns a duplicate, because the library may close the original
/// at any step.
class Watch {
public:
    Watch(const net::any_io_executor& executor, const Interest& interest)
        : m_object(executor, duplicate(interest.handle)) {}

    template <class Handler> void async_wait(Handler&& handler) { m_object.async_wait(std::forward<Handler>(handler)); }

private:
    static NativeHandle duplicate(NativeHandle handle) {
        NativeHandle copy = nullptr;
        const NativeHandle us = ::GetCurrentProcess();
        if (!::DuplicateHandle(us, handle, us, &copy, SYNCHRONIZE, FALSE, 0))
            throw_net_error(static_cast<int>(::GetLastError()), "DuplicateHandle");
        return copy;
    }

    net::windows::object_handle m_object;
};

} // namespace SUBPROCESS_WITH_ASIO
} // namespace detail
} // namespace v1
} // namespace subprocess
