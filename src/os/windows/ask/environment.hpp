// Builds environment blocks for CreateProcess.
#pragma once

#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The block of these NAME=VALUE strings. No two names may be equal but for case.
std::wstring environment_block(const std::vector<std::string>& variables);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
