// How this folder calls the system: interrupted calls are repeated, and failures become exceptions.
#pragma once

#include "python/raise.hpp"

#include <cerrno>
#include <string>
#include <system_error>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Repeats a system call for as long as a signal interrupts it.
template <class Call> auto retry(Call call) {
    auto result = call();
    while (result == -1 && errno == EINTR)
        result = call();
    return result;
}

/// Whether the kernel does not know an optional system call, or a filter stands before it. A call that failed in
/// earnest with one of these fails again when it is made another way.
inline bool is_refusal(int error) {
    return error == ENOSYS || error == EPERM || error == EINVAL || error == EOPNOTSUPP || error == ENOTSUP;
}

/// The subject is a file's name or a detail::KeywordName.
template <class Subject = std::string> [[noreturn]] void throw_errno(int number, const Subject& subject = {}) {
    throw_os_error(std::error_code(number, std::generic_category()), subject);
}

/// The result of a system call. \throws OSError when it is -1
template <class Result, class Subject = std::string> Result check(Result result, const Subject& subject = {}) {
    if (result == -1)
        throw_errno(errno, subject);
    return result;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
