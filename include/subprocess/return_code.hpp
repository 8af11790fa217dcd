/// \file
/// ReturnCode: how a child ended, or None while it runs.
#pragma once

#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>

#include <atomic>
#include <iosfwd>

namespace subprocess {
inline namespace v1 {

/// An int, or None while the child runs: what Popen::poll() returns and Popen::returncode holds.
///
/// `-N` means that signal N ended the child. On Windows it is the bit pattern of the 32-bit exit code.
/// One thread may read it while another one stores it.
class ReturnCode {
public:
    constexpr ReturnCode() noexcept = default;
    constexpr ReturnCode(None_t) noexcept {}
    constexpr ReturnCode(int code) noexcept : m_code(code), m_ended(true) {}
    ReturnCode(const ReturnCode& other) noexcept { *this = other; }
    ReturnCode& operator=(const ReturnCode& other) noexcept {
        // The flag is stored last and looked at first, so that nobody sees it without its code.
        const bool ended = other.has_value();
        m_code.store(other.m_code.load(std::memory_order_acquire), std::memory_order_release);
        m_ended.store(ended, std::memory_order_release);
        return *this;
    }

    bool has_value() const noexcept { return m_ended.load(std::memory_order_acquire); }

    /// The code. \throws std::logic_error when it is None.
    int value() const {
        if (!has_value())
            fail();
        return m_code.load(std::memory_order_acquire);
    }
    int operator*() const { return value(); }

    template <class B, class = std::enable_if_t<std::is_same_v<B, bool>>> explicit operator B() const {
        static_assert(detail::never<B>, "subprocess: say which you mean: rc != None (it has ended) or rc != 0 "
                                        "(it has failed)");
        return false;
    }

    friend bool operator==(const ReturnCode& a, None_t) { return !a.has_value(); }
    friend bool operator!=(const ReturnCode& a, None_t) { return a.has_value(); }
    friend bool operator==(const ReturnCode& a, int b) { return a.has_value() && a.value() == b; }
    friend bool operator!=(const ReturnCode& a, int b) { return !(a == b); }
    friend bool operator==(const ReturnCode& a, unsigned b) { return a == static_cast<int>(b); }
    friend bool operator!=(const ReturnCode& a, unsigned b) { return !(a == b); }
    friend bool operator==(const ReturnCode& a, const ReturnCode& b) {
        return a.has_value() == b.has_value() && (!a.has_value() || a.value() == b.value());
    }
    friend bool operator!=(const ReturnCode& a, const ReturnCode& b) { return !(a == b); }
    friend bool operator==(const ReturnCode&, long) = delete; // the None of <X11/X.h> is 0L
    friend bool operator!=(const ReturnCode&, long) = delete;

private:
    [[noreturn]] static void fail();

    std::atomic<int> m_code{0};
    std::atomic<bool> m_ended{false};
};

/// Writes the number, or `None`.
std::ostream& operator<<(std::ostream& out, const ReturnCode& code);

} // namespace v1
} // namespace subprocess
