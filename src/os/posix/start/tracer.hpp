#pragma once

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Whether a debugger, or a program like strace, watches this thread.
bool is_traced() noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
