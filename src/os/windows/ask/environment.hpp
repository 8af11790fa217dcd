// Environments as CreateProcess takes them.
#pragma once

#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The block of these NAME=VALUE, whose names differ in more than case.
std::wstring environment_block(const std::vector<std::string>& variables);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
