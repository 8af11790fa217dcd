// Reads and checks the keywords about streams.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/output.hpp>
#include <subprocess/stream.hpp>

#include "streams/child_streams.hpp"

#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail {

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
