// Reads and checks the keyword pass_fds.
#pragma once

#include <subprocess/pass_fds.hpp>

#include "os/start.hpp"

#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// \throws ValueError for a number of fd_as() that is a standard stream's, or that is given twice
std::vector<os::PassedFd> checked_fds(const arg::FdList& fds);

} // namespace detail
} // namespace v1
} // namespace subprocess
