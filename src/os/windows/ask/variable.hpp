// One variable of this process's environment.
#pragma once

#include "codecs/wide.hpp"
#include "os/windows/filled.hpp"

#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Empty when there is none.
inline std::string variable(const wchar_t* name) {
    return narrow(filled([name](wchar_t* value, DWORD size) { return ::GetEnvironmentVariableW(name, value, size); }));
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
