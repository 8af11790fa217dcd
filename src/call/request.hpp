// Reads and checks the keywords of a call. Whatever is wrong throws before anything is opened.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/command.hpp>
#include <subprocess/opaque.hpp>

#include "os/start.hpp"
#include "python/environment.hpp"
#include "streams/child_streams.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail {

/// What the platform must know to start the child, except for the streams. Refers to the command.
/// \param secrets is set if there are any in the environment; the result refers to it
os::Start request_of(const Command& command, const Keywords& keywords, const Redirections& redirections,
                     Opaque<SecretVariables>& secrets);

} // namespace detail
} // namespace v1
} // namespace subprocess
