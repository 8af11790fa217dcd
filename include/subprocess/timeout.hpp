/// \file
/// Timeout: how long to wait.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>

#include <optional>
#include <type_traits>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// How long to wait: a std::chrono duration, a number of seconds, or None for no limit; or until when: a point in time
/// of std::chrono::steady_clock. 0 or less, and a point that has passed, check once. NaN throws ValueError when it is
/// used; infinity means no limit.
class Timeout {
public:
    constexpr Timeout() = default;
    /// Accepts any duration, an int or a floating-point number of seconds, a point in time of a steady clock, None, or
    /// an optional of these.
    template <class T> constexpr Timeout(const T& value) {
        if constexpr (detail::is_duration<T>) {
            m_seconds = detail::seconds_in(value);
            m_given = true;
        } else if constexpr (detail::is_time_point<T>) {
            static_assert(T::clock::is_steady, "subprocess: a point in time must be of std::chrono::steady_clock: "
                                               "system_clock can be set, and would jump");
            m_seconds = detail::seconds_in(value.time_since_epoch());
            m_now = [] { return detail::seconds_in(T::clock::now().time_since_epoch()); };
            m_given = true;
        } else if constexpr (std::is_same_v<T, int> || std::is_floating_point_v<T>) {
            m_seconds = static_cast<double>(value);
            m_given = true;
        } else if constexpr (detail::is_optional<T>)
            *this = detail::or_none<Timeout>(value);
        else if constexpr (!detail::is_none<T>)
            static_assert(detail::never<T>, "subprocess: timeout, idle_timeout and drain take a std::chrono duration, "
                                            "a number of seconds (int or double), or None; timeout also a point in "
                                            "time; for a number of another type write std::chrono::seconds(n)");
    }

    /// \name Access
    /// \{
    /// Whether there is a limit, whether it is a point in time, and the seconds: those until that point from now on.
    constexpr bool given() const { return m_given; }
    constexpr bool is_point() const { return m_now != nullptr; }
    constexpr double seconds() const { return m_now != nullptr ? m_seconds - m_now() : m_seconds; }
    /// \}

private:
    double m_seconds = 0; ///< of a point: since the clock's epoch
    double (*m_now)() = nullptr;
    bool m_given = false;
};

namespace detail {
template <class T> inline constexpr bool holds_time_point = is_time_point<T>;
template <class T> inline constexpr bool holds_time_point<std::optional<T>> = is_time_point<T>;
} // namespace detail

namespace arg {

/// A Timeout that is no point in time.
class Duration : public Timeout {
public:
    constexpr Duration() = default;
    /// Accepts any duration, an int or a floating-point number of seconds, None, or an optional of these.
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Duration, T>>>
    constexpr Duration(const T& value) : Timeout(value) {
        static_assert(!detail::holds_time_point<T>, "subprocess: this keyword takes a duration, not a point in time");
    }
};

} // namespace arg
} // namespace v1
} // namespace subprocess
