// What the keywords of a call say, checked. All of it throws before anything is opened.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/command.hpp>
#include <subprocess/output.hpp>
#include <subprocess/stream.hpp>
#include <subprocess/values.hpp>

#include "deadline.hpp"
#include "os/os.hpp"
#include "stdio.hpp"

#include <optional>

namespace subprocess {
inline namespace v1 {

/// \throws ValueError when it is NaN
Deadline deadline_of(const Timeout& limit);

/// Everything that the platform is to be told, but for the streams.
os::SpawnRequest request_of(const Command& command, const detail::Keywords& keywords);

Redirections redirections_of(const detail::Keywords& keywords);
std::optional<int> pipe_size_of(const detail::Keywords& keywords);

/// The name of the encoding or the error handler that was given, or None.
Output encoding_of(const detail::Keywords& keywords);
Output errors_of(const detail::Keywords& keywords);

/// \param codec, handler what the two functions above say
/// \throws LookupError for an unknown encoding
detail::StreamSettings stream_settings_of(const detail::Keywords& keywords, const Output& codec, const Output& handler);

} // namespace v1
} // namespace subprocess
