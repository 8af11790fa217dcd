/// \file
/// The arguments of wait() and communicate(), some of which may be given by position.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/call.hpp>
#include <subprocess/given.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/values.hpp>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {

/// Calls `use(keywords)` with the arguments of wait(): a limit, if there is one, and keywords.
template <class Use> auto with_wait_arguments(const Use& use) {
    return use(Keywords(nullptr, 0));
}
template <class Use, class T, class... K> auto with_wait_arguments(const Use& use, T&& limit, K&&... others) {
    if constexpr (bit<Bare<T>> != 0)
        return use(Call<fn_wait, T, K...>(static_cast<T&&>(limit), static_cast<K&&>(others)...).keywords());
    else
        return with_wait_arguments(use, Given<kw::timeout>{Timeout(limit)}, static_cast<K&&>(others)...);
}

/// Calls `use(keywords)` with the arguments of communicate(): the input and a limit, if there are any, and keywords.
template <class Use> auto with_communicate_arguments(const Use& use) {
    return use(Keywords(nullptr, 0));
}
template <class Use, class T, class... L> auto with_communicate_arguments(const Use& use, T&& first, L&&... others) {
    if constexpr (bit<Bare<T>> != 0)
        return use(Call<fn_communicate, T, L...>(static_cast<T&&>(first), static_cast<L&&>(others)...).keywords());
    else if constexpr (sizeof...(L) == 1 && ((bit<Bare<L>> == 0) && ...))
        return with_communicate_arguments(use, Given<kw::input>{arg::Bytes(first)},
                                          Given<kw::timeout>{Timeout(others...)});
    else
        return with_communicate_arguments(use, Given<kw::input>{arg::Bytes(first)}, static_cast<L&&>(others)...);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
