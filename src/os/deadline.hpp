// The point in time until which a call may block.
#pragma once

#include <algorithm>
#include <chrono>

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

    friend Deadline earlier(Deadline a, Deadline b) { return Deadline(std::min(a.m_point, b.m_point)); }

    bool is_never() const { return m_point == Clock::time_point::max(); }
    bool has_passed() const { return is_past() || (!is_never() && Clock::now() >= m_point); }

    /// The time left, never negative. It is cut to a day, which every system call accepts, so callers must loop.
    std::chrono::nanoseconds remaining() const {
        using std::chrono::nanoseconds;
        constexpr nanoseconds day = std::chrono::hours(24);
        if (is_never())
            return day;
        if (is_past())
            return nanoseconds(0);
        return std::clamp<nanoseconds>(m_point - Clock::now(), nanoseconds(0), day);
    }

private:
    explicit Deadline(Clock::time_point point) : m_point(point) {}

    bool is_past() const { return m_point == Clock::time_point::min(); } // without reading the clock

    Clock::time_point m_point;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
