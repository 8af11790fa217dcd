/// \file
/// ReturnCode: how a child ended, or None while it runs.
#pragma once

#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>

#include <iosfwd>
#include <type_traits>

namespace subprocess {
inline namespace v1 {

namespace detail {

/// Of integers that are no int and do not become one; but not of long, which the None of <X11/X.h> is.
template <class N>
using IfWide = std::enable_if_t<std::is_integral_v<N> && sizeof(N) >= sizeof(int) && !std::is_same_v<N, int> &&
                                !std::is_same_v<N, long>>;

} // namespace detail

/// An int, or None while the child runs: what Popen::poll() returns and Popen::returncode holds.
///
/// 0 to 255 as the child has it; `-N` means that signal N ended it. On Windows it is the bit pattern of the 32-bit exit
/// code. One thread may read it while another one stores it.
class ReturnCode {
public:
    /// From None, which is the default, or from a number: explicitly, since `c ? p.returncode : -1` is an int.
    ReturnCode() noexcept;
    ReturnCode(None_t) noexcept : ReturnCode() {}
    explicit ReturnCode(int code) noexcept;
    ReturnCode(const ReturnCode& other) noexcept;
    ReturnCode& operator=(const ReturnCode& other) noexcept;
    /// Of a number. (Deduced, so that `= {}` is None.)
    template <class I, class = std::enable_if_t<std::is_same_v<I, int>>> ReturnCode& operator=(I code) noexcept {
        return *this = ReturnCode(code);
    }
    ~ReturnCode() = default;

    /// Whether the child has ended. There is no conversion to bool, which could also mean that it has failed.
    bool has_value() const noexcept;

    /// \name The number
    /// \{
    /// \return the code, also for `p.returncode < 0`, "ended by a signal" \throws std::logic_error when it is None
    int value() const;
    int operator*() const { return value(); }
    operator int() const { return value(); }
    /// \}
    /// The number, or `otherwise` when it is None.
    int value_or(int otherwise) const { return has_value() ? value() : otherwise; }

    /// Does not compile: `if (code)` could ask whether the child has ended or whether it has failed.
    template <class B, class = std::enable_if_t<std::is_same_v<B, bool>>> operator B() const {
        static_assert(detail::never<B>, "subprocess: say which you mean: rc != None (it has ended) or rc != 0 "
                                        "(it has failed)");
        return false;
    }

    /// With None, with a number, to which None is never equal, and with another ReturnCode.
    friend bool operator==(const ReturnCode& a, None_t) { return !a.has_value(); }
    friend bool operator!=(const ReturnCode& a, None_t) { return a.has_value(); }
    friend bool operator==(const ReturnCode& a, int b) { return a.has_value() && a.value() == b; }
    friend bool operator!=(const ReturnCode& a, int b) { return !(a == b); }
    /// With a number that has more room the code is equal with its sign and without: `rc == STATUS_ACCESS_VIOLATION`.
    template <class N, class = detail::IfWide<N>> friend bool operator==(const ReturnCode& a, N b) {
        const auto number = static_cast<long long>(b);
        return a.has_value() && (number == a.value() || number == static_cast<unsigned>(a.value()));
    }
    template <class N, class = detail::IfWide<N>> friend bool operator!=(const ReturnCode& a, N b) { return !(a == b); }
    friend bool operator==(const ReturnCode& a, const ReturnCode& b) {
        return a.has_value() == b.has_value() && (!a.has_value() || a.value() == b.value());
    }
    friend bool operator!=(const ReturnCode& a, const ReturnCode& b) { return !(a == b); }
    friend bool operator==(const ReturnCode&, long) = delete; // the None of <X11/X.h> is 0L
    friend bool operator!=(const ReturnCode&, long) = delete;

private:
    struct State; // two std::atomic: <atomic> would cost whoever includes this more than all the rest of the file
    State& state() noexcept;
    const State& state() const noexcept;

    alignas(int) unsigned char m_state[2 * sizeof(int)];
};

/// Writes the number, on Windows without a sign, or the word `None`.
std::ostream& operator<<(std::ostream& out, const ReturnCode& code);

} // namespace v1
} // namespace subprocess
