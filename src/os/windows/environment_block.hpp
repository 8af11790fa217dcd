// Environments as CreateProcess takes them.
#pragma once

#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace os {

/// The block of these NAME=VALUE. Names that differ in case alone are one, which the last of them is.
std::wstring environment_block(const std::vector<std::string>& variables);

} // namespace os
} // namespace v1
} // namespace subprocess
