// Whether a debugger watches us.
#pragma once

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Also true under strace. It may be 100 ms out of date.
bool is_traced() noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
