// Keeps the handlers of the program out of a child that is about to start.
#pragma once

#include "child.hpp"

#include <cstdint>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Blocks all signals of this thread, those that libc keeps to itself too, until it is destroyed: no handler of ours
/// may run in the child. The plan learns what was blocked before.
class SignalsBlocked {
public:
    explicit SignalsBlocked(ChildPlan& plan) noexcept;
    ~SignalsBlocked();
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;

private:
    std::uint64_t m_before = 0;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
