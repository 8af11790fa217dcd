// A Timeout as a point in time.
#pragma once

#include <subprocess/timeout.hpp>

#include "os/deadline.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail {

/// \throws ValueError if the limit is NaN
void require_number(const Timeout& limit);

/// \throws ValueError if the limit is NaN, or a point in time
void require_duration(const Timeout& limit);

/// \throws ValueError if the limit is NaN
Deadline deadline_of(const Timeout& limit);

} // namespace detail
} // namespace v1
} // namespace subprocess
