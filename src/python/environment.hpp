// Converts an Environment to the strings that the system takes.
#pragma once

#include <subprocess/environment.hpp>
#include <subprocess/opaque.hpp> // IWYU pragma: keep: for destroy()

#include "hidden_values.hpp"

#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// The secrets of an environment, and its variables without them.
struct SecretVariables {
    HiddenValues values;
    std::vector<std::string> shown;
};
void destroy(SecretVariables* variables) noexcept;

/// The variables as `NAME=VALUE`, with their secrets. Without `hidden` the secrets remain `***`.
/// \throws ValueError for a name or a value that an environment cannot hold
std::vector<std::string> environment_strings(const Environment& environment, const HiddenValues& hidden);

} // namespace detail
} // namespace v1
} // namespace subprocess
