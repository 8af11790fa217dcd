// What a Cancellation holds, and how a call watches one.
#pragma once

#include <subprocess/cancellation.hpp>

#include "os/trigger.hpp"

#include <atomic>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// The first cancel() pulls one trigger, and the second one pulls the other.
class CancelState {
public:
    void cancel() noexcept;

    const os::Trigger& first() const noexcept { return m_first; }
    const os::Trigger& second() const noexcept { return m_second; }

private:
    os::Trigger m_first, m_second;
    const int m_owner = os::own_process_id();
    std::atomic<bool> m_is_first{true};
};

/// The keyword cancel of one call, while it lasts.
class CancelWatch {
public:
    /// \throws OSError if there is no descriptor for a stop token
    explicit CancelWatch(arg::Cancel given);
    CancelWatch(const CancelWatch&) = delete;
    CancelWatch& operator=(const CancelWatch&) = delete;
    ~CancelWatch();

    bool is_cancelled() const noexcept { return m_state != nullptr && m_state->first().is_pulled(); }

    /// What the first and the second cancel() pull; null if nothing can cancel this call.
    const os::Trigger* first() const noexcept { return m_state != nullptr ? &m_state->first() : nullptr; }
    const os::Trigger* second() const noexcept { return m_state != nullptr ? &m_state->second() : nullptr; }

private:
    const arg::Cancel m_cancel;
    std::optional<Cancellation> m_own; ///< a stop token cancels this one
    void* m_attached = nullptr;
    const CancelState* m_state = nullptr;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
