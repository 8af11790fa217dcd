// The three standard streams of a process.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

enum class Stdio { in, out, err };
inline constexpr std::array<Stdio, 3> all_stdio{Stdio::in, Stdio::out, Stdio::err};

/// One value for each standard stream.
template <class T> struct PerStdio {
    T values[3]{};

    constexpr T& operator[](Stdio stream) noexcept { return values[static_cast<std::size_t>(stream)]; }
    constexpr const T& operator[](Stdio stream) const noexcept { return values[static_cast<std::size_t>(stream)]; }

    constexpr const T* begin() const noexcept { return values; }
    constexpr const T* end() const noexcept { return values + 3; }
};

inline constexpr PerStdio<std::string_view> stdio_keywords{{"stdin_", "stdout_", "stderr_"}};

} // namespace detail
} // namespace v1
} // namespace subprocess
