/// \file
/// Output: what a stream of the child held, or None when it was not captured.
#pragma once

#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>

#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {

/// A string, or None. Using None as a string throws std::logic_error with the reason, so that a missing
/// `capture_output = true` is found at once.
class Output {
public:
    using value_type = char;
    using const_iterator = std::string::const_iterator;

    Output() noexcept = default;
    Output(None_t) noexcept {}
    /// Bytes.
    explicit Output(std::string bytes) noexcept : m_text(std::move(bytes)), m_captured(true) {}
    /// Text, as text mode makes it. It differs from bytes in Python's repr alone.
    static Output decoded(std::string characters) noexcept {
        Output output(std::move(characters));
        output.m_is_text = true;
        return output;
    }

    bool has_value() const noexcept { return m_captured; }
    bool is_text() const noexcept { return m_is_text; }

    /// The string. \throws std::logic_error when it is None.
    const std::string& value() const& {
        require();
        return m_text;
    }
    std::string&& value() && {
        require();
        return std::move(m_text);
    }
    const std::string& operator*() const& { return value(); }
    std::string&& operator*() && { return std::move(*this).value(); }
    const std::string* operator->() const { return &value(); }

    operator const std::string&() const& { return value(); }
    operator std::string&&() && { return std::move(*this).value(); }
    operator std::string_view() const& { return value(); }

    std::size_t size() const { return value().size(); }
    bool empty() const { return value().empty(); }
    const_iterator begin() const { return value().begin(); }
    const_iterator end() const { return value().end(); }
    const char* data() const { return value().data(); }
    const char* c_str() const { return value().c_str(); }

    /// The lines, without their ends unless `keepends`; `\n`, `\r\n` and `\r` end a line, as bytes.splitlines() has it.
    std::vector<std::string> splitlines(bool keepends = false) const;

    template <class B, class = std::enable_if_t<std::is_same_v<B, bool>>> explicit operator B() const {
        static_assert(detail::never<B>, "subprocess: say which you mean: x != None (it was captured) or "
                                        "!x.empty() (it has text)");
        return false;
    }

    friend bool operator==(const Output& a, None_t) { return !a.m_captured; }
    friend bool operator!=(const Output& a, None_t) { return a.m_captured; }
    friend bool operator==(const Output& a, const Output& b) {
        return a.m_captured == b.m_captured && a.m_text == b.m_text;
    }
    friend bool operator!=(const Output& a, const Output& b) { return !(a == b); }
    friend bool operator==(const Output& a, std::string_view b) { return a.m_captured && a.m_text == b; }
    friend bool operator!=(const Output& a, std::string_view b) { return !(a == b); }
#if !defined(__cpp_impl_three_way_comparison) // C++20 finds the mirrored form by itself
    friend bool operator==(std::string_view a, const Output& b) {
        return b == a;
    }
    friend bool operator!=(std::string_view a, const Output& b) {
        return !(b == a);
    }
#endif

    friend std::string operator+(const Output& a, const Output& b) {
        return a.value() + b.value();
    }
    friend std::string operator+(const Output& a, std::string_view b) {
        return std::string(a.value()).append(b);
    }
    friend std::string operator+(std::string_view a, const Output& b) {
        return std::string(a).append(b.value());
    }

private:
    void require() const {
        if (!m_captured)
            fail();
    }
    [[noreturn]] static void fail();

    std::string m_text;
    bool m_captured = false;
    bool m_is_text = false;
};

/// Writes the string, or `None`.
std::ostream& operator<<(std::ostream& out, const Output& output);

} // namespace v1
} // namespace subprocess
