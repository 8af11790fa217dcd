#include "os/trigger.hpp"

#include "os/cancellation.hpp"
#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"

#include <unistd.h>

#if SUBPROCESS_LINUX
#include <sys/eventfd.h>

#include <cstdint>
#else
#include "os/streams.hpp"

#include <string>
#include <utility>
#endif

#include <cerrno>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

#if SUBPROCESS_LINUX

void open_trigger(Handle& handle, Handle&) {
    handle = Handle(check(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)));
}

void make_ready(const Handle& handle, const Handle&) {
    const std::uint64_t one = 1;
    static_cast<void>(retry([&] { return ::write(handle.get(), &one, sizeof one); }));
}

#else

void open_trigger(Handle& handle, Handle& far_end) {
    Pipe pipe = open_pipe(Access::read);
    handle = std::move(pipe.ours);
    far_end = std::move(pipe.theirs);
}

/// An empty pipe has room for one byte, so this does not block.
void make_ready(const Handle&, const Handle& far_end) {
    static_cast<void>(retry([&] { return ::write(far_end.get(), "", 1); }));
}

#endif

} // namespace

Trigger::Trigger() {
    open_trigger(m_handle, m_far_end);
}

void Trigger::pull() noexcept {
    if (m_is_pulled.exchange(true))
        return;
    const NotCancellable until_ready;
    const int error = errno;
    make_ready(m_handle, m_far_end);
    errno = error;
}

int own_process_id() noexcept {
    return ::getpid();
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
