/// \file
/// Recognises durations, paths, ranges and maps by their shape.
///
/// Including <chrono>, <filesystem> or <map> for their types would double the cost of including this library.
/// (std::begin, std::size and the like come with <string>; <iterator> would bring in the stream iterators, too.)
#pragma once

#include <subprocess/api.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility> // IWYU pragma: keep

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

class Secret;

namespace detail {

template <class...> inline constexpr bool never = false;

template <class T, class...> struct Later { using type = T; };
/// The type T, for the return value of a template with the parameters K. Written as T itself, the compiler would
/// instantiate it in every file that includes the template.
template <class T, class... K> using Late = typename Later<T, K...>::type;

template <class T, class = void> inline constexpr bool is_path = false;
template <class T>
inline constexpr bool
    is_path<T, std::void_t<decltype(T::preferred_separator), decltype(std::declval<const T&>().native())>> = true;

template <class T>
inline constexpr bool is_text = std::is_convertible_v<const T&, std::string_view> && !std::is_same_v<T, std::nullptr_t>;

#ifdef __cpp_char8_t
template <class T>
inline constexpr bool is_u8text =
    std::is_convertible_v<const T&, std::u8string_view> && !std::is_same_v<T, std::nullptr_t>;
#else
template <class T> inline constexpr bool is_u8text = false;
#endif

template <class T, class = void> inline constexpr bool is_duration = false;
template <class T>
inline constexpr bool
    is_duration<T, std::void_t<typename T::rep, decltype(T::period::num), decltype(std::declval<const T&>().count())>> =
        true;

template <class T, class = void> inline constexpr bool is_time_point = false;
template <class T>
inline constexpr bool is_time_point<
    T, std::void_t<typename T::clock, typename T::duration, decltype(std::declval<const T&>().time_since_epoch())>> =
    true;

/// The seconds in a duration. T must be one.
template <class T> constexpr double seconds_in(const T& duration) {
    return static_cast<double>(duration.count()) * static_cast<double>(T::period::num) /
           static_cast<double>(T::period::den);
}

template <class T, class = void> inline constexpr bool is_range = false;
template <class T>
inline constexpr bool is_range<
    T, std::void_t<decltype(std::begin(std::declval<const T&>())), decltype(std::end(std::declval<const T&>()))>> =
    true;

template <class T, class = void> inline constexpr bool is_range_of_int = false;
template <class T>
inline constexpr bool is_range_of_int<
    T, std::enable_if_t<std::is_convertible_v<decltype(std::data(std::declval<const T&>())), const int*>>> = true;

template <class T, class = void> inline constexpr bool is_map = false;
template <class T>
inline constexpr bool is_map<T, std::void_t<decltype(std::begin(std::declval<const T&>())->first),
                                            decltype(std::begin(std::declval<const T&>())->second)>> = true;

template <class T, class = void> inline constexpr bool has_native_handle = false;
template <class T>
inline constexpr bool has_native_handle<T, std::void_t<decltype(std::declval<const T&>().native_handle())>> = true;

template <class T, class = void> inline constexpr bool has_fileno = false;
template <class T>
inline constexpr bool has_fileno<T, std::void_t<decltype(static_cast<int>(std::declval<const T&>().fileno()))>> = true;

/// Calls `use` with each element of a range. Null pointers at the end only mark the end, as in C's argv; a null pointer
/// before a string is passed to `use`, too.
template <class Range, class F> void for_each_string(const Range& range, const F& use) {
    using T = std::remove_cv_t<std::remove_reference_t<decltype(*std::begin(range))>>;
    if constexpr (std::is_pointer_v<T>) {
        bool has_null = false;
        for (const T element : range) {
            if (element != nullptr && has_null)
                use(T());
            if (element != nullptr)
                use(element);
            has_null |= element == nullptr;
        }
    } else
        for (const auto& element : range)
            use(element);
}

/// Calls the F at address `f`.
template <class F, class T> void invoke(const T& argument, const void* f) {
    (*static_cast<const F*>(f))(argument);
}

/// \throws ValueError: `NAME is a null pointer`
[[noreturn]] void refuse_null_pointer(std::string_view name = "a string");

/// A view of characters, of a Secret, None, or a null pointer, which is an error when it is used.
struct View {
    enum class Kind : unsigned char { none, text, path, wide_path, null, secret };

    const void* data = nullptr;
    std::size_t size = 0;
    Kind kind = Kind::none;

    bool given() const { return kind != Kind::none; }
    bool is_null() const { return kind == Kind::null; }
    /// Null if it is none.
    const Secret* secret() const { return kind == Kind::secret ? static_cast<const Secret*>(data) : nullptr; }

    /// A copy in UTF-8 (a Windows path is UTF-16; lone surrogates survive). Empty if it is None.
    /// \throws ValueError for a null pointer, and for a secret
    std::string str() const;
};

inline View view_of(std::string_view text) {
    return {text.data(), text.size(), View::Kind::text};
}

template <class T> View view_of_path(const T& path) {
    const auto& native = path.native();
    return {native.data(), native.size(), sizeof(*native.data()) == 1 ? View::Kind::path : View::Kind::wide_path};
}

#ifdef __cpp_char8_t
inline View view_of(std::u8string_view text) {
    return {text.data(), text.size(), View::Kind::text};
}
#endif

/// A view of any string or path. T must be one.
template <class T> View view_of_any(const T& value) {
    if constexpr (is_path<T>)
        return view_of_path(value);
    else if constexpr (std::is_pointer_v<T>)
        return value != nullptr ? view_of(value) : View{nullptr, 0, View::Kind::null};
    else
        return view_of(value);
}

/// The characters of any string. T must be one. \throws ValueError for a null pointer
template <class T> std::string_view text_of(const T& text) {
    if constexpr (std::is_pointer_v<T>)
        if (text == nullptr)
            refuse_null_pointer();
    return text;
}

/// A std::string_view that rejects a null pointer with ValueError.
struct Text : std::string_view {
    template <class T, class = std::enable_if_t<is_text<T>>> Text(const T& text) : std::string_view(text_of(text)) {}
};

template <class T> inline constexpr bool is_string_or_path = is_path<T> || is_text<T> || is_u8text<T>;

} // namespace detail
} // namespace v1
} // namespace subprocess
