// Gets strings from calls that fill a buffer.
#pragma once

#include "os/windows/windows.hpp"

#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The string that `call(buffer, size)` writes; empty if it fails. The call must return the size it needs when the
/// buffer is too small.
template <class Call> std::wstring filled(Call call) {
    std::wstring buffer(call(nullptr, 0), L'\0');
    buffer.resize(call(buffer.data(), static_cast<DWORD>(buffer.size())));
    return buffer;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
