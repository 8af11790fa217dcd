// Strings that a Windows function writes into a buffer.
#pragma once

#include "os/windows/windows.hpp"

#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// \param call `call(buffer, size)` returns the size that it needs if the buffer is too small. \return empty if it
/// fails
template <class Call> std::wstring filled(Call call) {
    std::wstring buffer(call(nullptr, 0), L'\0');
    buffer.resize(call(buffer.data(), static_cast<DWORD>(buffer.size())));
    return buffer;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
