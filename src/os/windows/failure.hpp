// Errors of Windows as exceptions.
#pragma once

#include "windows.hpp"

#include <subprocess/error.hpp>

#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Maps an error of Windows to an errno, as Python does.
int errno_of(DWORD error) noexcept;

/// Throws an OSError of the matching class.
[[noreturn]] void throw_windows_error(DWORD error, const std::string& filename = {});

/// The same; the error names a keyword instead of a file.
[[noreturn]] void throw_windows_error(DWORD error, detail::KeywordName keyword);

/// The same for GetLastError().
[[noreturn]] void throw_last_error(const std::string& filename = {});

/// For calls that return FALSE when they fail.
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
