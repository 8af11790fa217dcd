// Overlapped reads and writes, which can be waited for and cancelled.
#pragma once

#include <subprocess/handle.hpp>

#include "os/deadline.hpp"
#include "os/windows/windows.hpp"

#include <cstddef>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// One read or write at a time. The kernel writes into this object until the operation is over, so it cannot move, and
/// its destructor cancels the operation and waits for its end.
class Operation {
public:
    /// The result of a read or write; `error` is 0 on success.
    struct Result {
        DWORD error = 0;
        DWORD count = 0;
    };

    Operation();
    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;
    ~Operation() { cancel(); }

    /// Begins. An operation that completes at once is not pending.
    void read(NativeHandle handle, char* buffer, std::size_t size);
    void write(NativeHandle handle, std::string_view bytes);

    bool is_pending() const { return m_is_pending; }
    /// Whether it is pending and result() would not wait.
    bool has_completed() const { return m_is_pending && HasOverlappedIoCompleted(&m_overlapped); }
    NativeHandle event() const { return m_event.get(); }

    /// Waits for the operation to complete.
    Result result();
    /// Cancels the operation. It may have completed before that, so the result can be a success.
    Result cancel();

private:
    void prepare(NativeHandle handle);
    void started(BOOL is_over, DWORD count);

    Handle m_event;
    NativeHandle m_handle = detail::no_handle;
    OVERLAPPED m_overlapped{};
    Result m_result;
    bool m_is_pending = false;
};

/// Whether this error means that the other end of the pipe is closed.
bool is_broken_pipe(DWORD error) noexcept;

/// How many bytes can be read from a pipe; 0 if the system does not tell.
std::size_t size_of_content(NativeHandle pipe) noexcept;

/// The time that is left, as system calls take it.
DWORD milliseconds_of(Deadline deadline) noexcept;

/// Waits until the handle is ready or the deadline passes. \return WAIT_OBJECT_0, WAIT_TIMEOUT or WAIT_FAILED
DWORD wait_until(NativeHandle handle, Deadline deadline) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
