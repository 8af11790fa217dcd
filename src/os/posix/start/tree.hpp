// Starts a program with a supervisor, which makes all its descendants one: see supervisor.hpp.
#pragma once

#include "os/process.hpp"
#include "os/start.hpp"

#include <memory>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// What spawn() does for a Start with `tree`.
std::unique_ptr<Process> spawn_tree(const Start& start);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
