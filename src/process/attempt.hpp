// Clean-ups that go on.
#pragma once

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Runs one step of a clean-up. An error does not keep the next step from running.
template <class Step> void attempt(Step&& step) noexcept {
    try {
        step();
    } catch (...) {
    }
}

} // namespace detail
} // namespace v1
} // namespace subprocess
