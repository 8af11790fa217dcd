/// \file
/// None: Python's word for "nothing was given" and "there is no value".
#pragma once

#include <subprocess/api.hpp>

#include <iosfwd>
#include <optional>
#include <type_traits> // IWYU pragma: keep

#pragma push_macro("None") // <X11/X.h> defines None as 0L
#undef None

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// The type of `None`, its only object. std::nullopt converts to it.
struct None_t {
    /// Explicit, so that `{}` does not convert to it.
    explicit constexpr None_t(int) {}
    constexpr None_t(std::nullopt_t) {}
};

// Constants in the headers are hidden, so that each module has its own. Otherwise GCC makes them STB_GNU_UNIQUE: the
// dynamic linker keeps one for the whole process, and a plugin that holds it can never be unloaded.
#if defined(__ELF__)
#pragma GCC visibility push(hidden)
#endif
/// No value: leaves a keyword at Python's default, and compares equal to a result that does not exist.
/// `std::nullopt` is accepted in its place everywhere.
inline constexpr None_t None{0};
#if defined(__ELF__)
#pragma GCC visibility pop
#endif

/// True if an optional, such as the result of which(), is empty.
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

/// A V made from what the optional holds, or from None.
template <class V, class T> constexpr V or_none(const std::optional<T>& value) {
    return value.has_value() ? V(*value) : V(None_t(0));
}
} // namespace detail

} // namespace v1
} // namespace subprocess

#pragma pop_macro("None")
