// Throws the OSError of the right kind.
#pragma once

#include <string>
#include <string_view>
#include <system_error>

namespace subprocess {
inline namespace v1 {

/// \throws the subclass of OSError that stands for `code`
[[noreturn]] void throw_os_error(std::error_code code, const std::string& filename = {});

/// An error as Windows itself tells it.
struct WindowsError {
    int number;
    std::string_view message;
};
[[noreturn]] void throw_os_error(std::error_code code, const WindowsError& original, const std::string& filename);

} // namespace v1
} // namespace subprocess
