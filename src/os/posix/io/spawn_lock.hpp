// Where a pipe cannot be born close-on-exec (no pipe2), making one and starting a child must not happen at once.
#pragma once

#include <mutex>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Holds no lock at all where there is pipe2. Not recursive: a pipe is opened before it is held for a start.
std::unique_lock<std::mutex> lock_inheritance();

} // namespace detail::os
} // namespace v1
} // namespace subprocess
