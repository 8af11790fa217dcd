/// \file
/// The value of the keyword `grace`: how a child is asked to end before it is killed.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/values.hpp>

#include <cstddef>
#include <initializer_list>
#include <type_traits>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace arg {

/// A signal, and how long the child may then take to end.
class GraceStep {
public:
    /// Accepts any duration. A bare number does not compile, because it may well be a second signal.
    template <class T> constexpr GraceStep(int number, const T& time) : m_signal(number) {
        if constexpr (detail::is_duration<T>)
            m_seconds = Timeout(time).seconds();
        else
            static_assert(detail::never<T>, "subprocess: a step of grace is a signal and a std::chrono duration, as in "
                                            "grace = {{SIGINT, 2s}, {SIGTERM, 5s}}");
    }

    /// \name Access
    /// \{
    /// What is sent, and how many seconds are left to the child then.
    constexpr int signal_number() const { return m_signal; }
    constexpr double seconds() const { return m_seconds; }
    /// \}

private:
    friend class Grace;
    constexpr GraceStep() = default;

    int m_signal = 15; // SIGTERM, on every system
    double m_seconds = 0;
};

} // namespace arg

namespace detail {

template <class T, class = void> inline constexpr bool is_range_of_steps = false;
template <class T>
inline constexpr bool is_range_of_steps<
    T, std::enable_if_t<std::is_convertible_v<decltype(std::data(std::declval<const T&>())), const arg::GraceStep*>>> =
    true;

} // namespace detail

namespace arg {

/// A duration or a number of seconds, which is one step with SIGTERM; or steps: `{{SIGINT, 2s}, {SIGTERM, 5s}}`; or
/// None, or an optional of these.
class Grace {
public:
    constexpr Grace() = default;
    /// Accepts steps in braces, an array or vector of steps, a duration, an int or floating-point number of seconds,
    /// None, or an optional of these. The call reads the steps in place.
    Grace(std::initializer_list<GraceStep> steps) : m_size(steps.size()) { m_first = steps.begin(); }
    template <class T> constexpr Grace(int number, const T& time) : m_single(number, time), m_size(1) {}
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Grace, T>>> constexpr Grace(const T& value) {
        if constexpr (detail::is_duration<T> || std::is_same_v<T, int> || std::is_floating_point_v<T>) {
            m_single.m_seconds = Timeout(value).seconds();
            m_size = 1;
        } else if constexpr (detail::is_optional<T>)
            *this = detail::or_none<Grace>(value);
        else if constexpr (detail::is_range_of_steps<T>) {
            m_first = std::data(value);
            m_size = std::size(value);
        } else if constexpr (!detail::is_none<T>)
            static_assert(detail::never<T>, "subprocess: grace takes a std::chrono duration, a number of seconds (int "
                                            "or double), steps such as {{SIGINT, 2s}, {SIGTERM, 5s}}, or None");
    }

    /// \name Access
    /// \{
    /// `given()` is true if there are steps; `begin()` and `end()` are their range.
    constexpr bool given() const { return m_size != 0; }
    constexpr const GraceStep* begin() const { return m_first != nullptr ? m_first : &m_single; }
    constexpr const GraceStep* end() const { return begin() + m_size; }
    /// \}

protected:
    const GraceStep* m_first = nullptr; ///< null: the steps are m_single, or none
    GraceStep m_single;
    std::size_t m_size = 0;
};

} // namespace arg

namespace detail {

/// A Grace with its own copy of the steps. What touches the vector is defined in src/, as in owned.hpp.
class OwnedGrace : public arg::Grace {
public:
    OwnedGrace() noexcept;
    OwnedGrace(std::initializer_list<arg::GraceStep> steps) : OwnedGrace(arg::Grace(steps)) {}
    template <class T> OwnedGrace(int number, const T& time) : OwnedGrace(arg::Grace(number, time)) {}
    template <class T, class = std::enable_if_t<!std::is_base_of_v<arg::Grace, T>>>
    OwnedGrace(const T& value) : OwnedGrace(arg::Grace(value)) {}
    OwnedGrace(const OwnedGrace& other);
    OwnedGrace& operator=(const OwnedGrace& other);
    ~OwnedGrace();

private:
    explicit OwnedGrace(const arg::Grace& steps);
    void show();

    std::vector<arg::GraceStep> m_copy;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
