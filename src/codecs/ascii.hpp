// ASCII letters, independent of the locale.
#pragma once

namespace subprocess {
inline namespace v1 {
namespace detail {

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
