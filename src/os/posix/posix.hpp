// System calls in this folder: interrupted calls are repeated, and failures become exceptions.
#pragma once

#include "python/raise.hpp"

#include <cerrno>
#include <string>
#include <system_error>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Repeats a system call while signals interrupt it.
template <class Call> auto retry(Call call) {
    auto result = call();
    while (result == -1 && errno == EINTR)
        result = call();
    return result;
}

/// Whether a system call failed because the kernel does not know it or a filter forbids it. If it failed for a real
/// reason with the same errno, its replacement will fail too.
inline bool is_refusal(int error) {
    // NOLINTNEXTLINE(misc-redundant-expression): two of them are one number on Linux, and two elsewhere
    return error == ENOSYS || error == EPERM || error == EINVAL || error == EOPNOTSUPP || error == ENOTSUP;
}

/// \param subject a file name or a KeywordName
template <class Subject = std::string> [[noreturn]] void throw_errno(int number, const Subject& subject = {}) {
    throw_os_error(std::error_code(number, std::generic_category()), subject);
}

/// \return `result`. \throws OSError if it is -1
template <class Result, class Subject = std::string> Result check(Result result, const Subject& subject = {}) {
    if (result == -1)
        throw_errno(errno, subject);
    return result;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
