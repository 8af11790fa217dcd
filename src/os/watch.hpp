// A watch for an event, in a loop that waits for other things, too.
#pragma once

#include "os/deadline.hpp"
#include "os/streams.hpp"

#include <subprocess/handle.hpp>

#include <algorithm>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Asks the event only when it may have happened: at the beginning, and when its handle is ready. If there is no
/// handle, or it was ready too early, the event is asked each time, and waits are pauses that grow. Without an event
/// all this costs nothing.
class Watch {
public:
    explicit Watch(Event* event) noexcept : m_event(event), m_is_due(event != nullptr) {}

    bool has_happened() {
        if (!m_is_due)
            return false;
        if (m_event->has_happened())
            return true;
        m_handle = m_was_ready ? no_handle : m_event->handle();
        m_is_due = m_handle == no_handle;
        return false;
    }

    /// What to wait for beside the streams; no_handle if there is nothing.
    NativeHandle handle() const noexcept { return m_handle; }

    void is_ready() noexcept { m_is_due = m_was_ready = true; }

    /// How long the next wait may last.
    Deadline limit(Deadline deadline) {
        if (m_event == nullptr || m_handle != no_handle)
            return deadline;
        constexpr double longest_pause = 0.05; // seconds
        const double pause = m_pause;
        m_pause = std::min(2 * m_pause, longest_pause);
        return earlier(deadline, Deadline::after(pause));
    }

private:
    Event* m_event;
    bool m_is_due;
    bool m_was_ready = false;
    NativeHandle m_handle = no_handle;
    double m_pause = 0.0005; // seconds
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
