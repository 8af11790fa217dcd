// The door to the operating system: what wakes waits from outside.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/handle.hpp>

#include <atomic>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Wakes every wait that watches it, once and for all.
class SUBPROCESS_API Trigger {
public:
    /// \throws OSError
    Trigger();
    Trigger(const Trigger&) = delete;
    Trigger& operator=(const Trigger&) = delete;
    ~Trigger() = default;

    /// For any thread, and for signal handlers.
    void pull() noexcept;

    bool is_pulled() const noexcept { return m_is_pulled; }

    /// Ready from then on; no_handle if the system has no such thing.
    NativeHandle handle() const noexcept { return m_handle.get(); }

private:
    static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may not wait for a lock");

    Handle m_handle;
    Handle m_far_end; ///< the one to write to, where the handle is a pipe
    std::atomic<bool> m_is_pulled{false};
};

/// Tells this process from its copies by fork(). For signal handlers, too.
int own_process_id() noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
