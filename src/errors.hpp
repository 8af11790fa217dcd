// Throws the OSError of the right kind.
#pragma once

#include <string>
#include <system_error>

namespace subprocess {
inline namespace v1 {

/// \throws the subclass of OSError that stands for `code`
[[noreturn]] void throw_os_error(std::error_code code, std::string filename = {});

} // namespace v1
} // namespace subprocess
