// What the tests of POSIX say often.
#pragma once

#include "support/helpers.hpp"

#include <functional>
#include <string>

namespace tests {

/// "DEVICE:INODE" of an open file, as the child's part "fds" prints it.
std::string identity(int fd);

/// Runs `work` in a fork of this process, where it may do to descriptors, signals and rights what it likes.
/// \return what work returned, or how it failed
std::string in_fork(const std::function<std::string()>& work);

} // namespace tests
