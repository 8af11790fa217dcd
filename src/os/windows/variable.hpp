// One variable of this process's environment.
#pragma once

#include "filled.hpp"
#include "text/wide.hpp"

#include <string>

namespace subprocess {
inline namespace v1 {
namespace os {

/// Empty when there is none.
inline std::string variable(const wchar_t* name) {
    return narrow(filled([name](wchar_t* value, DWORD size) { return ::GetEnvironmentVariableW(name, value, size); }));
}

} // namespace os
} // namespace v1
} // namespace subprocess
