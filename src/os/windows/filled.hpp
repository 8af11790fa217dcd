// Strings that the system fills.
#pragma once

#include "windows.hpp"

#include <string>

namespace subprocess {
inline namespace v1 {
namespace os {

/// What `call(buffer, size)` writes, which says how much room it needs when it has too little; empty when it fails.
template <class Call> std::wstring filled(Call call) {
    std::wstring buffer(call(nullptr, 0), L'\0');
    buffer.resize(call(buffer.data(), static_cast<DWORD>(buffer.size())));
    return buffer;
}

} // namespace os
} // namespace v1
} // namespace subprocess
