// The three ways to start a child. Each returns false if it does not support the plan or the kernel rejects it; then
// the next one is tried.
#pragma once

#include "clone_call.hpp"
#include "plan.hpp"

#include <subprocess/handle.hpp>

#include <sys/types.h>

#include <memory>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

struct Started {
    pid_t pid = -1;
    Handle pidfd;
    std::unique_ptr<Loan> loan; ///< set while the child may be in our memory: after begin_clone()
};

bool start_by_clone(PreparedChild& child, Started& started);
/// start_by_clone() in two halves. Other children may be started between them.
/// \return false if the plan or this process does not allow that
bool begin_clone(PreparedChild& child, Started& started);
/// Whether finish_clone() would wait now.
bool is_out(const Started& started) noexcept;
void finish_clone(Started& started);
bool start_by_posix_spawn(PreparedChild& child, Started& started);
bool start_by_fork(PreparedChild& child, Started& started);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
