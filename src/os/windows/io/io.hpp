// Reading and writing that can be waited for, and given up.
#pragma once

#include <subprocess/handle.hpp>

#include "os/deadline.hpp"
#include "os/windows/windows.hpp"

#include <cstddef>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// One read or write of a file at a time. The kernel writes into it until it is over, so it stays where it is, and its
/// destructor waits for the end of what was given up.
class Operation {
public:
    /// How a read or a write went that is over; `error` is 0 when it went well.
    struct Result {
        DWORD error = 0;
        DWORD count = 0;
    };

    Operation();
    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;
    ~Operation() { cancel(); }

    /// Begins. What is over at once is not pending: its result is there.
    void read(NativeHandle handle, char* buffer, std::size_t size);
    void write(NativeHandle handle, std::string_view bytes);

    bool is_pending() const { return m_is_pending; }
    /// Whether it is pending, and its result is there to be had.
    bool has_completed() const { return m_is_pending && HasOverlappedIoCompleted(&m_overlapped); }
    NativeHandle event() const { return m_event.get(); }

    /// Waits for the end.
    Result result();
    /// Gives it up. What was done before counts: the result may be a success.
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

/// Whether this is how a pipe says that there is nobody at its other end.
bool is_broken_pipe(DWORD error) noexcept;

/// What is left of the time, for a system call.
DWORD milliseconds_of(Deadline deadline) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
