// Changes environment variables of this process.
#pragma once

#include "support/windows/windows.hpp"

#include <optional>
#include <string>

namespace tests {

/// Sets or removes a variable during its lifetime.
class WithVariable {
public:
    WithVariable(std::wstring name, const wchar_t* value) : m_name(std::move(name)), m_before(value_of(m_name)) {
        ::SetEnvironmentVariableW(m_name.c_str(), value);
    }
    WithVariable(const WithVariable&) = delete;
    WithVariable& operator=(const WithVariable&) = delete;
    ~WithVariable() { ::SetEnvironmentVariableW(m_name.c_str(), m_before ? m_before->c_str() : nullptr); }

private:
    static std::optional<std::wstring> value_of(const std::wstring& name) {
        std::wstring value(32767, L'\0');
        value.resize(::GetEnvironmentVariableW(name.c_str(), value.data(), static_cast<DWORD>(value.size())));
        return value.empty() ? std::nullopt : std::optional(value);
    }

    std::wstring m_name;
    std::optional<std::wstring> m_before;
};

} // namespace tests
