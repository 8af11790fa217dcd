// Reads and checks the keyword rlimits.
#pragma once

#include <subprocess/limits.hpp>

#include "os/start.hpp"

#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// \throws ValueError for a negative number, a soft limit above the hard one, and a resource that is given twice
std::vector<os::ResourceLimit> checked_limits(const arg::ResourceLimits& limits);

} // namespace detail
} // namespace v1
} // namespace subprocess
