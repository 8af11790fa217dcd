/// \file
/// wait_any: which of several children ends first.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/call.hpp>
#include <subprocess/given.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/timeout.hpp>

#include <cstddef>
#include <initializer_list>
#include <type_traits>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {

/// \return which of them has ended, from 0 on
std::size_t wait_any_of(Popen* const* children, std::size_t count, const Keywords& keywords);

template <class T, class = void> inline constexpr bool owns_popen = false;
template <class T>
inline constexpr bool
    owns_popen<T, std::enable_if_t<std::is_convertible_v<decltype(std::declval<T&>().get()), Popen*>>> = true;

/// The Popen that an element of a range is or points to.
template <class T> Popen* popen_of(T& element) {
    static_assert(!std::is_convertible_v<T&, const Popen&> || std::is_convertible_v<T&, Popen&>,
                  "subprocess: wait_any changes the Popens of the children: the range must not be const");
    if constexpr (std::is_convertible_v<T&, Popen&>)
        return &static_cast<Popen&>(element);
    else if constexpr (std::is_convertible_v<T&, Popen*>)
        return element;
    else if constexpr (owns_popen<T>)
        return element.get();
    else
        static_assert(never<T>, "subprocess: wait_any takes a range of Popen, of Popen*, of std::unique_ptr<Popen> or "
                                "the like");
}

/// \return an iterator to the element that has ended
template <class Children> auto wait_any_in(Children& children, const Keywords& keywords) {
    static_assert(is_range<Children>, "subprocess: wait_any takes a range of children; some that have names go in "
                                      "braces: {&a, &b}");
    std::vector<decltype(popen_of(*std::begin(children)))> all;
    for (auto& child : children)
        all.push_back(popen_of(child));
    auto found = std::begin(children);
    for (std::size_t left = wait_any_of(all.data(), all.size(), keywords); left > 0; --left)
        ++found;
    return found;
}

template <class Children> auto wait_any_by(Children& children) {
    return wait_any_in(children, Keywords(nullptr, 0));
}
template <class Children, class T, class... K> auto wait_any_by(Children& children, T&& limit, K&&... others) {
    if constexpr (bit<Bare<T>> != 0)
        return wait_any_in(children,
                           Call<fn_wait, T, K...>(static_cast<T&&>(limit), static_cast<K&&>(others)...).keywords());
    else
        return wait_any_by(children, Given<kw::timeout>{Timeout(limit)}, static_cast<K&&>(others)...);
}

} // namespace detail

/// Waits until one of several children has ended, and reaps it: without a limit, or with one, as Popen::wait() does:
/// `wait_any(children, 5s)`. It also takes `cancel`. It takes a range of `Popen`, of `Popen*`, of
/// `std::unique_ptr<Popen>` or the like, which needs a name.
///
/// A child whose end was seen before has ended, too; if several have, it is the first in the range. So take it out
/// before the next wait: `while (!left.empty()) { auto child = wait_any(left); use(*child); left.erase(child); }`. With
/// hundreds of children a PopenSet is faster. It reads no pipe: a child that fills one never ends. With `tree` the end
/// is that of the program. \return an iterator to the child that has ended \throws TimeoutExpired and Cancelled, after
/// which all still run; ValueError for an empty range, NaN, a null pointer, a Popen without a child, and one with a
/// sink or a source, which only its own wait() serves; OSError
template <class Children, class... K> auto wait_any(Children&& children, K&&... keywords) {
    static_assert(std::is_lvalue_reference_v<Children>,
                  "subprocess: wait_any returns an iterator, so the range of children needs a name");
    return detail::wait_any_by(children, static_cast<K&&>(keywords)...);
}
/// The same for children that have names: `Popen& first = wait_any({&a, &b});`. \return the one that has ended
template <class... K> Popen& wait_any(std::initializer_list<Popen*> children, K&&... keywords) {
    return **detail::wait_any_by(children, static_cast<K&&>(keywords)...);
}

} // namespace v1
} // namespace subprocess
