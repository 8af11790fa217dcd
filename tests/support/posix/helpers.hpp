// Shared helpers for the POSIX tests.
#pragma once

#include "support/helpers.hpp"

#include <functional>
#include <string>

namespace tests {

/// "DEVICE:INODE" of an open file, as the child's part "fds" prints it.
std::string identity(int fd);

/// Runs `work` in a fork of this process, where it can change descriptors, signals and privileges.
/// \return the result of `work`, or how it failed
std::string in_fork(const std::function<std::string()>& work);

} // namespace tests
