#pragma once

namespace subprocess {
inline namespace v1 {
namespace os {

/// Whether a debugger, or a program like strace, watches this thread.
bool is_traced() noexcept;

} // namespace os
} // namespace v1
} // namespace subprocess
