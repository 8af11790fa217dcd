// Lets a thread of ours decide when a system call of a child goes on.
#pragma once

#if defined(__linux__)
#include <subprocess/handle.hpp>

namespace tests {

/// From now on, each call with this number, made by this process or its children, waits for an answer through the
/// listener that is returned (seccomp_unotify(2)). The filter stays with the process, so use it in a fork.
subprocess::Handle listen_for(long system_call);

} // namespace tests
#endif
