// The three ways to start a child. Each returns false if it does not support the plan or the kernel rejects it; then
// the next one is tried.
#pragma once

#include "plan.hpp"

#include <subprocess/handle.hpp>

#include <sys/types.h>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

struct Started {
    pid_t pid = -1;
    Handle pidfd;
};

bool start_by_clone(PreparedChild& child, Started& started);
bool start_by_posix_spawn(PreparedChild& child, Started& started);
bool start_by_fork(PreparedChild& child, Started& started);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
