/// \file
/// C++20: `cancel = token` with a std::stop_token: `std::jthread worker([](std::stop_token token) { run(command, cancel
/// = token); });`.
///
/// In a header of its own, because <stop_token> would double the cost of including this library.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/cancellation.hpp>

#if __cplusplus >= 202002L || (defined(_MSVC_LANG) && _MSVC_LANG >= 202002L)
#include <stop_token>
#endif

#if defined(__cpp_lib_jthread)

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {

template <> struct StopBridge<std::stop_token> {
    static constexpr bool is_included = true;

    struct Cancel {
        Cancellation& target;
        void operator()() const noexcept { target.cancel(); }
    };
    using Callback = std::stop_callback<Cancel>;

    static void* attach(const void* token, Cancellation& target) {
        return new Callback(*static_cast<const std::stop_token*>(token), Cancel{target});
    }
    static void detach(void* attached) { delete static_cast<Callback*>(attached); }
    static const void* copy(const void* token) {
        return new std::stop_token(*static_cast<const std::stop_token*>(token));
    }
    static void discard(const void* copy) { delete static_cast<const std::stop_token*>(copy); }
};

} // namespace detail
} // namespace v1
} // namespace subprocess

#endif
