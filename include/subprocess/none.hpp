/// \file
/// None: Python's word for "nothing was given" and "there is no value".
#pragma once

#include <iosfwd>
#include <optional>
#include <type_traits> // IWYU pragma: keep

#pragma push_macro("None") // <X11/X.h> defines None as 0L
#undef None

namespace subprocess {
inline namespace v1 {

/// The type of None, and of std::nullopt in a call. There is no other object of it.
struct None_t {
    /// Explicit, so that `{}` is no None.
    explicit constexpr None_t(int) {}
    constexpr None_t(std::nullopt_t) {}
};

// A constant of the headers is hidden, so that each module has its own. The dynamic linker would otherwise keep one for
// the whole process (STB_GNU_UNIQUE, of GCC's making), and a plugin that has it could never be unloaded.
#if defined(__ELF__)
#pragma GCC visibility push(hidden)
#endif
/// No value: leaves a keyword at Python's default, and compares equal with a result that was not made.
/// `std::nullopt` is accepted in its place everywhere.
inline constexpr None_t None{0};
#if defined(__ELF__)
#pragma GCC visibility pop
#endif

/// Whether an optional, such as the result of which(), holds nothing.
template <class T> constexpr bool operator==(const std::optional<T>& value, None_t) {
    return !value.has_value();
}
template <class T> constexpr bool operator!=(const std::optional<T>& value, None_t) {
    return value.has_value();
}

/// Writes the word `None`, as Python prints it.
std::ostream& operator<<(std::ostream& out, None_t);

namespace detail {
template <class T> inline constexpr bool is_none = std::is_same_v<T, None_t> || std::is_same_v<T, std::nullopt_t>;

template <class T> inline constexpr bool is_optional = false;
template <class T> inline constexpr bool is_optional<std::optional<T>> = true;

/// The V of what an optional holds, or of None.
template <class V, class T> constexpr V or_none(const std::optional<T>& value) {
    return value.has_value() ? V(*value) : V(None_t(0));
}
} // namespace detail

} // namespace v1
} // namespace subprocess

#pragma pop_macro("None")
