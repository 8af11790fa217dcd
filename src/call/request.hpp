// Reads and checks the keywords of a call. Whatever is wrong throws before anything is opened.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/command.hpp>
#include <subprocess/output.hpp>
#include <subprocess/stream.hpp>
#include <subprocess/values.hpp>

#include "os/deadline.hpp"
#include "os/start.hpp"
#include "streams/child_streams.hpp"

#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// \throws ValueError if the limit is NaN
Deadline deadline_of(const Timeout& limit);

/// What the platform must know to start the child, except for the streams.
os::Start request_of(const Command& command, const Keywords& keywords);

Redirections redirections_of(const Keywords& keywords);
std::optional<int> pipe_size_of(const Keywords& keywords);

/// The name that the keyword `encoding` or `errors` gives, or None.
Output encoding_of(const Keywords& keywords);
Output errors_of(const Keywords& keywords);

/// \param codec, handler the results of encoding_of() and errors_of()
/// \throws LookupError for an unknown encoding
StreamSettings stream_settings_of(const Keywords& keywords, const Output& codec, const Output& handler);

} // namespace detail
} // namespace v1
} // namespace subprocess
