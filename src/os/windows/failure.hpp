// What Windows says when a call fails, as exceptions.
#pragma once

#include "windows.hpp"

#include <subprocess/error.hpp>

#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The number in <errno.h> for an error of Windows; the same as Python's.
int errno_of(DWORD error) noexcept;

/// \throws the OSError that stands for `error`
[[noreturn]] void throw_windows_error(DWORD error, const std::string& filename = {});

/// The same about the value of a keyword.
[[noreturn]] void throw_windows_error(DWORD error, detail::KeywordName keyword);

/// Throws what GetLastError() says.
[[noreturn]] void throw_last_error(const std::string& filename = {});

/// The result of a call that says FALSE when it fails.
inline void check(BOOL succeeded, const std::string& filename = {}) {
    if (!succeeded)
        throw_last_error(filename);
}
inline void check(BOOL succeeded, detail::KeywordName keyword) {
    if (!succeeded)
        throw_windows_error(::GetLastError(), keyword);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
