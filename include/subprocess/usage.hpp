/// \file
/// Usage: the time and the memory that a child took.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/none.hpp> // IWYU pragma: keep: a result without a value compares equal to it
#include <subprocess/shape.hpp>

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <type_traits>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// A number of seconds. It converts from and to every std::chrono duration, and compares with durations and numbers:
/// `std::chrono::milliseconds cpu = r.usage->user + r.usage->system;`, `r.usage->wall > 2s`.
///
/// It converts to a double only explicitly, or by count(): otherwise `std::chrono::milliseconds(r.usage->wall)` would
/// take the seconds for milliseconds.
class Seconds {
public:
    /// \name The shape of a duration
    /// \{
    /// With these members Seconds is a timeout, too: `timeout = 2 * r.usage->wall.count()` or `timeout =
    /// r.usage->wall`.
    using rep = double;
    struct period {
        static constexpr int num = 1, den = 1;
    };
    /// \}

    constexpr Seconds() = default;
    /// Both convert implicitly, so `wall > 2`, `wall > 0.5` and `wall > 2s` compile.
    constexpr Seconds(double count) noexcept : m_count(count) {}
    template <class D, class = std::enable_if_t<detail::is_duration<D>>>
    constexpr Seconds(const D& duration)
        : m_count(static_cast<double>(duration.count()) * static_cast<double>(D::period::num) /
                  static_cast<double>(D::period::den)) {}

    /// Fractions included, with the resolution that the system has.
    constexpr double count() const noexcept { return m_count; }
    /// The same, for static_cast.
    constexpr explicit operator double() const noexcept { return m_count; }
    /// The same as any duration; one of integers cuts off the rest, as `duration_cast` does.
    template <class D, class = std::enable_if_t<detail::is_duration<D>>> constexpr operator D() const {
        return D(static_cast<typename D::rep>(m_count * static_cast<double>(D::period::den) /
                                              static_cast<double>(D::period::num)));
    }

    /// \name Operators
    /// \{
    /// Durations and numbers of seconds may stand on either side.
    friend constexpr bool operator==(Seconds a, Seconds b) { return a.m_count == b.m_count; }
    friend constexpr bool operator!=(Seconds a, Seconds b) { return a.m_count != b.m_count; }
    friend constexpr bool operator<(Seconds a, Seconds b) { return a.m_count < b.m_count; }
    friend constexpr bool operator<=(Seconds a, Seconds b) { return a.m_count <= b.m_count; }
    friend constexpr bool operator>(Seconds a, Seconds b) { return a.m_count > b.m_count; }
    friend constexpr bool operator>=(Seconds a, Seconds b) { return a.m_count >= b.m_count; }
    friend constexpr Seconds operator+(Seconds a, Seconds b) { return {a.m_count + b.m_count}; }
    friend constexpr Seconds operator-(Seconds a, Seconds b) { return {a.m_count - b.m_count}; }
    /// \}

private:
    double m_count = 0;
};

/// Writes the count without a unit, such as `0.25`.
std::ostream& operator<<(std::ostream& out, Seconds seconds);

/// What a finished child has used. On POSIX the numbers include those of the child's own children, if it has waited for
/// them.
class Usage {
public:
    Usage() = default;
    /// For your own tests. The memory is in bytes, as the system tells it; 0 if that is unknown.
    Usage(Seconds user_time, Seconds system_time, std::uint64_t peak_memory) noexcept
        : user(user_time), system(system_time), m_peak(peak_memory) {}

    /// The CPU time spent in the program, and in the kernel for it.
    Seconds user, system;
    /// From the start of the child until this process saw its end, which is later than the end if nobody was waiting.
    Seconds wall;

    /// The largest amount of memory that the child had in RAM at once, in bytes.
    ///
    /// On POSIX, exec hands our own peak on to the program: `true`, started by a process that once had 512 MiB, is said
    /// to have used 512 MiB. So the answer is None unless it exceeds the peak of this process, up to this call.
    /// \return the number of bytes; None if the system does not tell, or may have told our own
    std::optional<std::uint64_t> max_rss() const noexcept;

private:
    std::uint64_t m_peak = 0;
};

} // namespace v1
} // namespace subprocess
