// A step of an exchange.
#pragma once

#include "os/streams.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Moves what is ready, and does not wait. If that does not end soon, it leaves the rest to the next step.
/// \return whether all streams are closed
bool exchange_now(const Exchange& exchange);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
