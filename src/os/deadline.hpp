// The point in time until which a call may block, or the trigger that ends it earlier.
#pragma once

#include "os/trigger.hpp"

#include <subprocess/handle.hpp>

#include <algorithm>
#include <chrono>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail {

class Deadline {
public:
    using Clock = std::chrono::steady_clock;

    static Deadline never() { return Deadline(Clock::time_point::max()); }
    static Deadline passed() { return Deadline(Clock::time_point::min()); }

    /// Negative means passed; more than the clock can count means never. \param seconds not NaN
    static Deadline after(double seconds) {
        if (seconds <= 0)
            return passed();
        constexpr double century = 100.0 * 365 * 24 * 3600;
        if (seconds > century)
            return never();
        return Deadline(Clock::now() + std::chrono::ceil<Clock::duration>(std::chrono::duration<double>(seconds)));
    }

    /// \pre at most one of the two has a trigger
    friend Deadline earlier(Deadline a, Deadline b) {
        return Deadline(std::min(a.m_point, b.m_point), a.m_trigger != nullptr ? a.m_trigger : b.m_trigger);
    }

    /// It has also passed when the trigger is pulled. \param trigger null: nothing changes
    Deadline or_when(const os::Trigger* trigger) const { return Deadline(m_point, trigger); }

    /// A trigger may still end it.
    bool is_endless() const { return m_point == Clock::time_point::max(); }
    bool is_never() const { return is_endless() && m_trigger == nullptr; }
    bool has_passed() const { return is_past() || (!is_endless() && Clock::now() >= m_point); }

    /// The time left, never negative. It is cut to a day, which every system call accepts, so callers must loop.
    std::chrono::nanoseconds remaining() const {
        using std::chrono::nanoseconds;
        constexpr nanoseconds day = std::chrono::hours(24);
        if (is_endless() && !is_past())
            return day;
        if (is_past())
            return nanoseconds(0);
        return std::clamp<nanoseconds>(m_point - Clock::now(), nanoseconds(0), day);
    }

    /// None if it has no end. What is left until then can be computed: min() - now() would overflow.
    std::optional<Clock::time_point> point() const noexcept {
        if (is_past())
            return Clock::time_point();
        return is_endless() ? std::nullopt : std::optional(m_point);
    }

    /// What wakes a wait before that time; no_handle if there is nothing.
    NativeHandle trigger_handle() const noexcept {
        return m_trigger != nullptr ? m_trigger->handle() : detail::no_handle;
    }

private:
    explicit Deadline(Clock::time_point point, const os::Trigger* trigger = nullptr)
        : m_point(point), m_trigger(trigger) {}

    /// Without reading the clock.
    bool is_past() const {
        return m_point == Clock::time_point::min() || (m_trigger != nullptr && m_trigger->is_pulled());
    }

    Clock::time_point m_point;
    const os::Trigger* m_trigger;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
