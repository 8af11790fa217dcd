// Children that nobody waits for any more, and that are reaped when they have ended.
#pragma once

#include "os/os.hpp"

#include <memory>

namespace subprocess {
inline namespace v1 {

/// Takes over a child that may still run.
void abandon(std::unique_ptr<os::Process> process);

} // namespace v1
} // namespace subprocess
