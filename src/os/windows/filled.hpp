// Strings that the system fills.
#pragma once

#include "os/windows/windows.hpp"

#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// What `call(buffer, size)` writes, which says how much room it needs when it has too little; empty when it fails.
template <class Call> std::wstring filled(Call call) {
    std::wstring buffer(call(nullptr, 0), L'\0');
    buffer.resize(call(buffer.data(), static_cast<DWORD>(buffer.size())));
    return buffer;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
