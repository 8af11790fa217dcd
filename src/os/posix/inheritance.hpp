// Where a pipe cannot be born close-on-exec (no pipe2), making one and starting a child must not happen at once.
#pragma once

#include <mutex>

#if !defined(SUBPROCESS_HAVE_PIPE2)
#if defined(__APPLE__)
#define SUBPROCESS_HAVE_PIPE2 0
#else
#define SUBPROCESS_HAVE_PIPE2 1
#endif
#endif

namespace subprocess {
inline namespace v1 {
namespace os {

/// Holds no lock at all where there is pipe2.
std::unique_lock<std::mutex> lock_inheritance();

} // namespace os
} // namespace v1
} // namespace subprocess
