/// \file
/// ReturnCode: how a child ended, or None while it runs.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>

#include <iosfwd>
#include <type_traits>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

namespace detail {

/// Enables integer types that are not int and do not promote to it. Excludes long: <X11/X.h> defines None as 0L.
template <class N>
using IfWide = std::enable_if_t<std::is_integral_v<N> && sizeof(N) >= sizeof(int) && !std::is_same_v<N, int> &&
                                !std::is_same_v<N, long>>;

} // namespace detail

/// An int, or None while the child runs: what Popen::poll() returns and Popen::returncode holds.
///
/// It is the child's exit code, 0 to 255, or `-N` if signal N ended the child. On Windows it is the bit pattern of the
/// 32-bit exit code. One thread may read it while another one stores it.
class ReturnCode {
public:
    /// From None (the default), or from a number. A number converts only explicitly, so that `c ? p.returncode : -1` is
    /// an int.
    ReturnCode() noexcept;
    ReturnCode(None_t) noexcept : ReturnCode() {}
    explicit ReturnCode(int code) noexcept;
    ReturnCode(const ReturnCode& other) noexcept;
    ReturnCode& operator=(const ReturnCode& other) noexcept;
    /// Assigns a number. (A template, so that `= {}` is None.)
    template <class I, class = std::enable_if_t<std::is_same_v<I, int>>> ReturnCode& operator=(I code) noexcept {
        return *this = ReturnCode(code);
    }
    ~ReturnCode() = default;

    /// True if the child has ended. There is no conversion to bool, which could also mean that it has failed.
    bool has_value() const noexcept;

    /// \name The number
    /// \{
    /// The conversion makes comparisons work: `p.returncode < 0` means "ended by a signal".
    /// \return the code
    /// \throws std::logic_error if it is None
    int value() const;
    int operator*() const { return value(); }
    operator int() const { return value(); }
    /// \}
    /// The number, or `otherwise` if it is None.
    int value_or(int otherwise) const { return has_value() ? value() : otherwise; }

    /// Does not compile, because `if (code)` could ask whether the child has ended or whether it has failed.
    template <class B, class = std::enable_if_t<std::is_same_v<B, bool>>> operator B() const {
        static_assert(detail::never<B>, "subprocess: say which you mean: rc != None (it has ended) or rc != 0 "
                                        "(it has failed)");
        return false;
    }

    /// Compares with None, with a number, or with another ReturnCode. None never equals a number.
    friend bool operator==(const ReturnCode& a, None_t) { return !a.has_value(); }
    friend bool operator!=(const ReturnCode& a, None_t) { return a.has_value(); }
    friend bool operator==(const ReturnCode& a, int b) { return a.has_value() && a.value() == b; }
    friend bool operator!=(const ReturnCode& a, int b) { return !(a == b); }
    /// A wider or unsigned number equals the code read as signed or as unsigned: `rc == STATUS_ACCESS_VIOLATION`.
    template <class N, class = detail::IfWide<N>> friend bool operator==(const ReturnCode& a, N b) {
        const auto number = static_cast<long long>(b);
        return a.has_value() && (number == a.value() || number == static_cast<unsigned>(a.value()));
    }
    template <class N, class = detail::IfWide<N>> friend bool operator!=(const ReturnCode& a, N b) { return !(a == b); }
    friend bool operator==(const ReturnCode& a, const ReturnCode& b) {
        return a.has_value() == b.has_value() && (!a.has_value() || a.value() == b.value());
    }
    friend bool operator!=(const ReturnCode& a, const ReturnCode& b) { return !(a == b); }
    friend bool operator==(const ReturnCode&, long) = delete; // <X11/X.h> defines None as 0L
    friend bool operator!=(const ReturnCode&, long) = delete;

private:
    struct State; // two std::atomic: including <atomic> here would cost users more than the rest of the file
    State& state() noexcept;
    const State& state() const noexcept;

    alignas(int) unsigned char m_state[2 * sizeof(int)];
};

/// Writes the number, unsigned on Windows, or the word `None`.
std::ostream& operator<<(std::ostream& out, const ReturnCode& code);

} // namespace v1
} // namespace subprocess
