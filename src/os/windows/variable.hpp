// One variable of this process's environment.
#pragma once

#include "text/wide.hpp"
#include "windows.hpp"

#include <string>

namespace subprocess {
inline namespace v1 {
namespace os {

/// Empty when there is none.
inline std::string variable(const wchar_t* name) {
    std::wstring value(::GetEnvironmentVariableW(name, nullptr, 0), L'\0');
    value.resize(::GetEnvironmentVariableW(name, value.data(), static_cast<DWORD>(value.size())));
    return narrow(value);
}

} // namespace os
} // namespace v1
} // namespace subprocess
