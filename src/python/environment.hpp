// Converts an Environment to the strings that the system takes.
#pragma once

#include <subprocess/environment.hpp>

#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// The variables as `NAME=VALUE`, with their secrets. Without `hidden` the secrets remain `***`.
/// \throws ValueError for a name or a value that an environment cannot hold
std::vector<std::string> environment_strings(const Environment& environment, const HiddenValues& hidden);

} // namespace detail
} // namespace v1
} // namespace subprocess
