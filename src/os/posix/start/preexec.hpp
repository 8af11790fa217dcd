// Calls the user's preexec_fn in the child: see child.hpp.
#pragma once

#include "child.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// \return whether the function came back without throwing
bool call_preexec(const ChildPlan& plan) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
