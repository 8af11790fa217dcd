// Kqueues, where the system has them.
#pragma once

#include <subprocess/handle.hpp>

#include <fcntl.h>
#include <sys/event.h>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Exec closes it. A copy of this process by fork() does not get it, so its number is free there, or another file's.
/// \return empty if there is none
inline Handle open_kqueue() noexcept {
    Handle queue(::kqueue());
    if (queue.valid())
        ::fcntl(queue.get(), F_SETFD, FD_CLOEXEC);
    return queue;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
