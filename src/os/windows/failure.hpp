// Turns errors of Windows calls into exceptions.
#pragma once

#include "windows.hpp"

#include <subprocess/error.hpp>

#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The errno value for a Windows error; the same as Python's.
int errno_of(DWORD error) noexcept;

/// \throws the OSError for `error`
[[noreturn]] void throw_windows_error(DWORD error, const std::string& filename = {});

/// Throws it with the name of a keyword instead of a file.
[[noreturn]] void throw_windows_error(DWORD error, detail::KeywordName keyword);

/// Throws the OSError for GetLastError().
[[noreturn]] void throw_last_error(const std::string& filename = {});

/// Throws the OSError for GetLastError() if a call returned FALSE.
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
