// Reads and checks the keywords of a call. Whatever is wrong throws before anything is opened.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/command.hpp>
#include <subprocess/values.hpp>

#include "os/deadline.hpp"
#include "os/start.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail {

/// \throws ValueError if the limit is NaN
Deadline deadline_of(const Timeout& limit);

/// What the platform must know to start the child, except for the streams.
os::Start request_of(const Command& command, const Keywords& keywords);

} // namespace detail
} // namespace v1
} // namespace subprocess
