// Without pipe2 a pipe is inheritable for a moment, so no child may be started while one is made.
#pragma once

#include <mutex>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Returns no lock where pipe2 exists. It is not recursive: a start opens its pipes before it takes the lock.
std::unique_lock<std::mutex> lock_inheritance();

} // namespace detail::os
} // namespace v1
} // namespace subprocess
