// Blocks signals while a child is started.
#pragma once

#include "child.hpp"

#include <cstdint>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Blocks all signals of this thread, including those that libc reserves for itself, so that no handler of ours runs in
/// the child. The plan gets the previous mask, and the destructor restores it.
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
