// Reads an environment variable of this process.
#pragma once

#include "codecs/wide.hpp"
#include "os/windows/filled.hpp"

#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The value; empty if the variable is not set.
inline std::string variable(const wchar_t* name) {
    return narrow(filled([name](wchar_t* value, DWORD size) { return ::GetEnvironmentVariableW(name, value, size); }));
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
