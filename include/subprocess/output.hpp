/// \file
/// Output: what a stream of the child held, or None if it was not captured.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// A string, or None if the stream was not captured. Using None as a string throws std::logic_error with the reason, so
/// a forgotten `capture_output = true` is found at once. It converts to std::string; an rvalue is moved.
class Output {
    template <class T> using IfString = std::enable_if_t<detail::is_text<T> && !std::is_same_v<T, Output>>;

public:
    Output() noexcept = default;
    /// The output of a stream that was not captured.
    Output(None_t) noexcept {}
    /// Captured bytes. A `const char*` converts implicitly, for `captured ? r.stdout_ : "nothing"`.
    explicit Output(std::string bytes) noexcept : m_text(std::move(bytes)), m_captured(true) {}
    template <class T, class = std::enable_if_t<std::is_pointer_v<T> && detail::is_text<T>>>
    Output(T bytes) : Output(std::string(detail::text_of(bytes))) {}
    /// Text, as text mode makes it. It differs from bytes only in Python's repr.
    static Output decoded(std::string characters) noexcept {
        Output output(std::move(characters));
        output.m_is_text = true;
        return output;
    }
    /// Internal: the same output, of which so many bytes are missing.
    Output without(std::size_t bytes) && noexcept {
        m_dropped = bytes;
        return std::move(*this);
    }

    /// True if it was captured, even if it is empty. There is no conversion to bool, which could mean either.
    bool has_value() const noexcept { return m_captured; }
    /// True if text mode made it. Only Python's repr differs: `'...'` instead of `b'...'`.
    bool is_text() const noexcept { return m_is_text; }

    /// With first_bytes(), last_bytes() and last_lines(): how many bytes of the stream were not kept.
    std::size_t dropped() const noexcept { return m_dropped; }

    /// The string, or `otherwise` if it is None.
    std::string value_or(detail::Text otherwise) const { return std::string(m_captured ? m_text : otherwise); }

    /// The string. \throws std::logic_error if it is None
    const std::string& value() const& {
        require_value();
        return m_text;
    }
    std::string&& value() && {
        require_value();
        return std::move(m_text);
    }
    /// \name As a string
    /// \{
    /// std::string's interface, and conversions to std::string, std::string_view and std::filesystem::path.
    /// \throws std::logic_error if it is None
    const std::string& operator*() const& { return value(); }
    std::string&& operator*() && { return std::move(*this).value(); }
    const std::string* operator->() const { return &value(); }

    operator const std::string&() const& { return value(); }
    operator std::string&&() && { return std::move(*this).value(); }
    operator std::string_view() const& { return value(); }
    // To std::filesystem::path. Where paths hold char, an rvalue converts through std::string&& instead; without
    // volatile it would prefer this overload.
    template <class P, class = std::enable_if_t<detail::is_path<P>>> operator P() const volatile& {
        return P(const_cast<const Output*>(this)->value());
    }
    template <class P, class = std::enable_if_t<detail::is_path<P> && sizeof(typename P::value_type) != 1>>
    operator P() && {
        return P(value());
    }

    using value_type = char;
    using const_iterator = std::string::const_iterator;
    std::size_t size() const { return value().size(); }
    bool empty() const { return value().empty(); }
    const_iterator begin() const { return value().begin(); }
    const_iterator end() const { return value().end(); }
    const char* data() const { return value().data(); }
    const char* c_str() const { return value().c_str(); }
    /// \}

    /// \name Python's methods
    /// \{
    /// Those of Python's `str` if is_text(), and else of `bytes`: what counts as white space or ends a line differs.
    ///
    /// strip() removes white space, or the characters that you name, at both ends, and rstrip() at the end. split()
    /// splits at runs of white space, and never returns an empty string; split(separator) splits at each separator.
    /// splitlines() returns the lines, without their ends unless `keepends`: bytes end them by `\n`, `\r\n` and `\r`,
    /// text also by `\v`, `\f`, U+001C to U+001E, U+0085, U+2028 and U+2029. find() returns an offset in bytes, or
    /// std::string::npos. \throws std::logic_error if it is None, ValueError for a separator that is empty
    std::string strip() const;
    std::string strip(detail::Text characters) const;
    std::string rstrip() const;
    std::string rstrip(detail::Text characters) const;
    std::vector<std::string> split() const;
    std::vector<std::string> split(detail::Text separator) const;
    std::vector<std::string> splitlines(bool keepends = false) const;
    bool starts_with(detail::Text beginning) const;
    bool ends_with(detail::Text ending) const;
    std::size_t find(detail::Text what, std::size_t from = 0) const;
    /// \}

    /// Does not compile, because `if (output)` could ask whether it was captured or whether it has text.
    template <class B, class = std::enable_if_t<std::is_same_v<B, bool>>> explicit operator B() const& {
        static_assert(detail::never<B>, "subprocess: say which you mean: x != None (it was captured) or "
                                        "!x.empty() (it has text)");
        return false;
    }

    /// Compares with None, with another Output, or with a string. None never equals a string.
    friend bool operator==(const Output& a, None_t) { return !a.m_captured; }
    friend bool operator!=(const Output& a, None_t) { return a.m_captured; }
    friend bool operator==(const Output& a, const Output& b) {
        return a.m_captured == b.m_captured && a.m_text == b.m_text;
    }
    friend bool operator!=(const Output& a, const Output& b) { return !(a == b); }
    template <class T, class = IfString<T>> friend bool operator==(const Output& a, const T& b) {
        return a.m_captured && a.m_text == detail::text_of(b);
    }
    template <class T, class = IfString<T>> friend bool operator!=(const Output& a, const T& b) { return !(a == b); }
    friend bool operator==(const Output&, std::nullptr_t) = delete; // std::string_view(nullptr) is undefined
    friend bool operator!=(const Output&, std::nullptr_t) = delete;
    friend bool operator==(const Output&, long) = delete; // <X11/X.h> defines None as 0L
    friend bool operator!=(const Output&, long) = delete;
#if !defined(__cpp_impl_three_way_comparison) // C++20 finds the mirrored form by itself
    template <class T, class = IfString<T>> friend bool operator==(const T& a, const Output& b) {
        return b == a;
    }
    template <class T, class = IfString<T>> friend bool operator!=(const T& a, const Output& b) {
        return !(b == a);
    }
    friend bool operator==(std::nullptr_t, const Output&) = delete;
    friend bool operator!=(std::nullptr_t, const Output&) = delete;
    friend bool operator==(long, const Output&) = delete;
    friend bool operator!=(long, const Output&) = delete;
#endif

    /// Concatenates strings. \throws std::logic_error if one of them is None
    friend std::string operator+(const Output& a, const Output& b) {
        return a.value() + b.value();
    }
    template <class T, class = IfString<T>> friend std::string operator+(const Output& a, const T& b) {
        return std::string(a.value()).append(detail::text_of(b));
    }
    template <class T, class = IfString<T>> friend std::string operator+(const T& a, const Output& b) {
        return std::string(detail::text_of(a)).append(b.value());
    }

private:
    friend struct Outputs;

    /// The source of an assignment to std::tie: this or its string. A const target can only be std::ignore, which takes
    /// anything.
    template <class T> T& target() {
        if constexpr (std::is_same_v<T, Output>)
            return *this;
        else if constexpr (std::is_same_v<T, std::string>)
            return require_value(), m_text;
        else {
            static_assert(std::is_const_v<T> && std::is_empty_v<T>,
                          "subprocess: std::tie takes Outputs, std::strings and std::ignore here");
            return reinterpret_cast<T&>(*this); // assigning to std::ignore reads and writes nothing
        }
    }
    void require_value() const {
        if (!m_captured)
            fail();
    }
    [[noreturn]] static void fail();

    std::string m_text;
    std::size_t m_dropped = 0;
    bool m_captured = false;
    bool m_is_text = false;
};

/// Writes the string as it is, or the word `None`.
std::ostream& operator<<(std::ostream& out, const Output& output);

} // namespace v1
} // namespace subprocess
