/// \file
/// Values for `rlimits`: limits on what a child may use.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/values.hpp>

#include <cstdint>
#include <initializer_list>
#include <type_traits>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

namespace detail {

template <class T, class = void> inline constexpr bool is_pair = false;
template <class T>
inline constexpr bool
    is_pair<T, std::void_t<decltype(std::declval<const T&>().first), decltype(std::declval<const T&>().second)>> = true;

} // namespace detail

namespace arg {

/// How much a child may use of a resource: a soft limit, which counts, and a hard one, up to which the child may raise
/// it. Each is an integer, or RLIM_INFINITY. A negative number throws ValueError when it is used.
class Limit {
public:
    /// One number for both, or a pair: soft, hard.
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Limit, T>>> Limit(const T& value) {
        if constexpr (detail::is_pair<T>)
            *this = Limit(value.first, value.second);
        else
            *this = Limit(value, value);
    }
    template <class S, class H> Limit(const S& soft, const H& hard) : m_soft(number(soft)), m_hard(number(hard)) {}

    /// \name Access
    /// \{
    /// The two numbers; `infinity` is RLIM_INFINITY on every system.
    const Int& soft() const { return m_soft; }
    const Int& hard() const { return m_hard; }
    static constexpr std::uint64_t infinity = UINT64_MAX;
    /// \}

private:
    /// Where `long` has 32 bits, RLIM_INFINITY is the largest unsigned long.
    template <class T> static constexpr Int number(const T& value) {
        if constexpr (std::is_same_v<T, unsigned long>)
            return value == static_cast<unsigned long>(-1) ? Int(infinity) : Int(value);
        else {
            static_assert(std::is_integral_v<T> && !std::is_same_v<T, bool>,
                          "subprocess: a limit is an integer, RLIM_INFINITY, or two of them: {soft, hard}");
            return value;
        }
    }

    Int m_soft, m_hard;
};

/// A resource, by its number in `<sys/resource.h>`, and its limit: `{RLIMIT_CPU, 2}`, `{RLIMIT_AS, {1 << 28, 1 <<
/// 30}}`.
class ResourceLimit {
public:
    /// Accepts the number as an integer or as an enumeration, which glibc has.
    template <class R, class = std::enable_if_t<std::is_integral_v<R> || std::is_enum_v<R>>>
    ResourceLimit(R resource, const Limit& limit) : m_resource(static_cast<int>(resource)), m_limit(limit) {}
    /// Does not compile: it explains where the inner braces belong.
    template <class R, class S, class H> ResourceLimit(const R&, const S&, const H&) : m_limit(0) {
        static_assert(detail::never<R>, "subprocess: a soft and a hard limit go in braces: {RLIMIT_AS, {soft, hard}}");
    }

    /// \name Access
    /// \{
    /// What was given to the constructor, unchecked.
    int resource() const { return m_resource; }
    const Limit& limit() const { return m_limit; }
    /// \}

private:
    int m_resource = 0;
    Limit m_limit;
};

/// A list of limits: `{{RLIMIT_CPU, 2}, {RLIMIT_AS, {1 << 28, 1 << 30}}}`, a map or a range of pairs, None, or an
/// optional of these. It is a copy.
class ResourceLimits {
public:
    /// An empty list leaves the child with our limits. \throws std::bad_alloc
    ResourceLimits() noexcept;
    ResourceLimits(std::initializer_list<ResourceLimit> limits);
    /// Accepts any range of pairs: a resource, and its limit or a pair of its soft and its hard limit.
    template <class T, class = std::enable_if_t<!std::is_base_of_v<ResourceLimits, T>>> ResourceLimits(const T& list) {
        if constexpr (detail::is_optional<T>) // tested before ranges: in C++26 it is one
            *this = detail::or_none<ResourceLimits>(list);
        else if constexpr (detail::is_map<T>)
            for (const auto& [resource, limit] : list)
                add(ResourceLimit(resource, limit));
        else if constexpr (!detail::is_none<T>)
            static_assert(detail::never<T>, "subprocess: rlimits takes a list, {{RLIMIT_CPU, 2}, ...}, or None");
    }
    /// Does not compile: it explains where the inner braces belong.
    template <class A, class B, class... C> ResourceLimits(const A&, const B&, const C&...) {
        static_assert(detail::never<A>,
                      "subprocess: rlimits takes a list of limits, each in braces: {{RLIMIT_CPU, 2}}");
    }
    ResourceLimits(const ResourceLimits& other);
    ResourceLimits& operator=(const ResourceLimits& other);
    ~ResourceLimits();

    /// \name Access
    /// \{
    /// `given()` is true if there are any; `begin()` and `end()` are their range.
    bool given() const { return !m_limits.empty(); }
    auto begin() const { return m_limits.begin(); }
    auto end() const { return m_limits.end(); }
    /// \}

private:
    void add(const ResourceLimit& limit);

    std::vector<ResourceLimit> m_limits;
};

} // namespace arg
} // namespace v1
} // namespace subprocess
