#include <subprocess/return_code.hpp>

#include <atomic>
#include <new>
#include <ostream>
#include <string>

#include "raise.hpp"
#include "repr.hpp"

namespace subprocess {
inline namespace v1 {

struct ReturnCode::State {
    std::atomic<int> code{0};
    std::atomic<int> has_ended{0};

    /// The flag is stored last and read first, so that no thread sees it without its code.
    void store(const State& other) noexcept {
        const int ended = other.has_ended.load(std::memory_order_acquire);
        code.store(other.code.load(std::memory_order_acquire), std::memory_order_release);
        has_ended.store(ended, std::memory_order_release);
    }
};

ReturnCode::State& ReturnCode::state() noexcept {
    return *std::launder(reinterpret_cast<State*>(m_state));
}

const ReturnCode::State& ReturnCode::state() const noexcept {
    return *std::launder(reinterpret_cast<const State*>(m_state));
}

ReturnCode::ReturnCode() noexcept {
    static_assert(sizeof(State) == sizeof(m_state) && alignof(State) == alignof(int));
    static_assert(std::is_trivially_destructible_v<State>);
    new (m_state) State;
}

ReturnCode::ReturnCode(int code) noexcept : ReturnCode() {
    state().code = code;
    state().has_ended = 1;
}

ReturnCode::ReturnCode(const ReturnCode& other) noexcept : ReturnCode() {
    state().store(other.state());
}

// NOLINTNEXTLINE(bugprone-unhandled-self-assignment): storing the same value changes nothing
ReturnCode& ReturnCode::operator=(const ReturnCode& other) noexcept {
    state().store(other.state());
    return *this;
}

bool ReturnCode::has_value() const noexcept {
    return state().has_ended.load(std::memory_order_acquire) != 0;
}

int ReturnCode::value() const {
    if (!has_value())
        detail::throw_misuse("this return code is None: the process has not ended, or was not waited for");
    return state().code.load(std::memory_order_acquire);
}

std::ostream& operator<<(std::ostream& out, const ReturnCode& code) {
    return out << (code.has_value() ? detail::repr(*code) : "None");
}

} // namespace v1
} // namespace subprocess
