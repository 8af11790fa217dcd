/// \file
/// Given: what `name = value` makes. A header that takes one keyword needs no list of all of them.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/values.hpp>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {

/// The functions that take keywords, as bits.
enum Function : unsigned {
    fn_run = 1,
    fn_popen = 2,
    fn_check_output = 4,
    fn_call = 8,
    fn_wait = 16,
    fn_communicate = 32,
    fn_getoutput = 64,
    fn_reader = 128,
    fn_pipeline = 256,
    fn_stage = 512,
    fn_run_all = 1024,
    fn_check_call = 2048,
};
inline constexpr unsigned starts =
    fn_run | fn_popen | fn_check_output | fn_call | fn_check_call | fn_pipeline | fn_run_all;
inline constexpr unsigned programs = starts | fn_stage; ///< those that take what is about one program

/// The result of `name = value`.
template <class K> struct Given {
    using keyword = K;
    typename K::type value;
};

template <class K> struct Keyword {
    // const, so that `env = {}` cannot assign a Keyword.
    constexpr Given<K> operator=(typename K::type value) const { // NOLINT(misc-unconventional-assign-operator)
        return {static_cast<typename K::type&&>(value)};
    }
};

template <class T> inline constexpr bool is_given = false;
template <class K> inline constexpr bool is_given<Given<K>> = true;

/// The limit in `readline(timeout = 2s)`. It has no place without its name: Python's `readline(2)` reads two bytes.
template <class T> const Timeout& limit_of_read(const T& argument) {
    static_assert(is_given<T>, "subprocess: a Reader takes its limit by name, timeout = 2s; several patterns of "
                               "read_until go in braces: {\"a\", \"b\"}");
    if constexpr (is_given<T>) {
        static_assert((T::keyword::functions & fn_reader) != 0,
                      "subprocess: a Reader takes timeout = ..., and not this keyword, which is named in the notes "
                      "below");
        return argument.value;
    }
}

} // namespace detail
} // namespace v1
} // namespace subprocess
