// The environment of this process.
#pragma once

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The address of `environ`: a null-terminated array of NAME=VALUE strings, or nullptr if there is no environment.
char** const* environment_variables() noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
