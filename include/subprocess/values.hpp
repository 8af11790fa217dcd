/// \file
/// The parameter types of `namespace arg`, which appear in signatures and compiler messages. You never
/// need to name them: they convert from what you pass, refer to it without copying, and explain a wrong type.
/// `given()` is true unless the value is None.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/timeout.hpp> // IWYU pragma: export

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

namespace detail {
/// <X11/X.h> defines None as 0L. Where 0 has a meaning (root, a umask that permits everything), it must not compile.
template <class T> inline constexpr bool may_be_x11_none = std::is_same_v<T, long>;
} // namespace detail

namespace arg {

/// A bool or None, but nothing that merely converts to bool.
class Flag {
public:
    constexpr Flag() = default;
    /// Accepts true, false, None, or an optional of these. Anything else does not compile.
    template <class T> constexpr Flag(const T& value) : m_given(true) {
        if constexpr (std::is_same_v<T, bool>)
            m_value = value;
        else if constexpr (detail::is_none<T>)
            m_given = false;
        else if constexpr (detail::is_optional<T>)
            *this = detail::or_none<Flag>(value);
        else
            static_assert(detail::never<T>, "subprocess: this keyword takes true or false");
    }

    /// A field's default: it reads as `value`, but counts as not given.
    static constexpr Flag standard(bool value) {
        Flag flag;
        flag.m_value = value;
        return flag;
    }

    /// \name Access
    /// \{
    /// The value, which is false for None, and whether it was set.
    constexpr operator bool() const { return m_value; }
    constexpr bool given() const { return m_given; }
    /// \}

private:
    bool m_value = false;
    bool m_given = false;
};

/// An integer of any type except bool and the character types, or None. A number that does not fit throws ValueError
/// when it is used.
class Int {
public:
    constexpr Int() = default;
    /// Accepts an integer, None, or an optional of one. Anything else does not compile.
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Int, T>>> constexpr Int(const T& value) {
        if constexpr (is_number<T>) {
            m_given = true;
            m_fits = std::is_signed_v<T> || static_cast<std::uint64_t>(value) <= INT64_MAX;
            m_value = static_cast<std::int64_t>(value);
        } else if constexpr (detail::is_optional<T>)
            *this = detail::or_none<Int>(value);
        else if constexpr (!detail::is_none<T>)
            static_assert(detail::never<T>, "subprocess: this keyword takes an integer or None");
    }

    /// True if it is a number, false if it is None.
    constexpr bool given() const { return m_given; }

    /// True if the number lies in [low, high].
    constexpr bool within(std::int64_t low, std::int64_t high) const {
        return m_fits && low <= m_value && m_value <= high;
    }
    /// The number, if it fits into 64 bits; 0 if it is None.
    constexpr std::int64_t value() const { return m_value; }

private:
    template <class T>
    static constexpr bool is_number =
        std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char> && !std::is_same_v<T, wchar_t> &&
        !std::is_same_v<T, char16_t> && !std::is_same_v<T, char32_t>;

    std::int64_t m_value = 0;
    bool m_given = false;
    bool m_fits = true;
};

/// An Int of any type except long, for keywords where 0 has a meaning.
class StrictInt : public Int {
public:
    constexpr StrictInt() = default;
    /// Like Int, but a `long` does not compile, because X11's None is one.
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Int, T>>>
    constexpr StrictInt(const T& value) : Int(value) {
        static_assert(!detail::may_be_x11_none<T>, "subprocess: this keyword takes an integer that is not a long, or "
                                                   "subprocess::None (X11's None is 0L)");
    }
};

/// A string, a std::filesystem::path, None, or an optional of these. A NUL byte or a null pointer throws ValueError
/// when the value is used.
class Path {
public:
    constexpr Path() = default;
    /// Makes a view; the argument must live as long as the call.
    Path(const char* text) : m_view(detail::view_of_any(text)) {}
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Path, T>>> Path(const T& value) {
        if constexpr (detail::is_string_or_path<T>)
            m_view = detail::view_of_any(value);
        else if constexpr (detail::is_optional<T>)
            *this = detail::or_none<Path>(value);
        else if constexpr (!detail::is_none<T>)
            static_assert(detail::never<T>, "subprocess: this keyword takes a string, a path or None");
    }

    /// \name Access
    /// \{
    /// `given()` is true unless it is None, `is_null()` is true for a null pointer, and `str()` copies the text; a
    /// Windows path becomes UTF-8.
    /// \throws ValueError for a null pointer
    bool given() const { return m_view.given(); }
    bool is_null() const { return m_view.is_null(); }
    std::string str() const { return m_view.str(); }
    /// \}

protected:
    detail::View m_view;
};

/// What a child reads: a string, contiguous bytes (vector, array, span), None, or an optional of these. A `char` array
/// is a C string and ends at its first NUL. A null pointer throws ValueError when it is used.
class Bytes {
public:
    constexpr Bytes() = default;
    /// Makes a view; the argument must live as long as the call.
    Bytes(const char* text) : m_view(detail::view_of_any(text)) {}
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Bytes, T>>> Bytes(const T& value) {
        if constexpr (detail::is_text<T> || detail::is_u8text<T>)
            m_view = detail::view_of_any(value);
        else if constexpr (detail::is_optional<T>) // tested before ranges: in C++26 it is one
            *this = detail::or_none<Bytes>(value);
        else if constexpr (detail::is_range<T>) {
            static_assert(sizeof(*std::begin(value)) == 1,
                          "subprocess: input takes a string or contiguous bytes (span, vector, array); a range of "
                          "strings goes to stdin_");
            m_view = {std::data(value), std::size(value), detail::View::Kind::text};
        } else if constexpr (!detail::is_none<T>)
            static_assert(detail::never<T>, "subprocess: input takes a string or contiguous bytes; a file or a pipe "
                                            "goes to stdin_, and so does a callable or from(stream)");
    }

    /// \name Access
    /// \{
    /// `given()` is true unless it is None, `is_null()` is true for a null pointer, and `view()` shows the bytes
    /// without copying them.
    bool given() const { return m_view.given(); }
    bool is_null() const { return m_view.is_null(); }
    std::string_view view() const { return {static_cast<const char*>(m_view.data), m_view.size}; }
    /// \}

protected:
    detail::View m_view;
};

} // namespace arg
} // namespace v1
} // namespace subprocess
