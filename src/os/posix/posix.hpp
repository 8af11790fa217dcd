// Helpers for system calls: retry after an interruption, and turn failures into exceptions.
#pragma once

#include "python/raise.hpp"

#include <cerrno>
#include <string>
#include <system_error>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Repeats a system call while a signal interrupts it.
template <class Call> auto retry(Call call) {
    auto result = call();
    while (result == -1 && errno == EINTR)
        result = call();
    return result;
}

/// True if the error can mean that the kernel lacks an optional system call or that a filter blocks it. If it was a
/// genuine failure instead, the fallback fails with it, too.
inline bool is_refusal(int error) {
    return error == ENOSYS || error == EPERM || error == EINVAL || error == EOPNOTSUPP || error == ENOTSUP;
}

/// `subject` is a file name or a detail::KeywordName.
template <class Subject = std::string> [[noreturn]] void throw_errno(int number, const Subject& subject = {}) {
    throw_os_error(std::error_code(number, std::generic_category()), subject);
}

/// Returns the result of a system call. \throws OSError if it is -1
template <class Result, class Subject = std::string> Result check(Result result, const Subject& subject = {}) {
    if (result == -1)
        throw_errno(errno, subject);
    return result;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
