// This process's own environment.
#pragma once

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Where it is to be found: NAME=VALUE strings with nullptr behind the last, or nullptr when there is no environment.
char** const* environment_variables() noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
