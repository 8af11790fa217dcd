// Descriptors that become readable when a process ends.
#pragma once

#include <subprocess/handle.hpp>

#include <sys/types.h>

namespace subprocess {
inline namespace v1 {
namespace os {

/// A pidfd, or a kqueue that watches the process; empty where the system has neither.
Handle open_exit_handle(pid_t pid) noexcept;

} // namespace os
} // namespace v1
} // namespace subprocess
