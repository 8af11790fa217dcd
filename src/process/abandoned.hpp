// Children that nobody waits for any more, and that are reaped when they have ended.
#pragma once

#include "os/process.hpp"

#include <cstddef>
#include <memory>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Takes over a child that may still run.
void abandon(std::unique_ptr<os::Process> process);

/// How many there are, and a wait for all of them to end. For tests: CPython's suite wants to see none left behind.
std::size_t abandoned_count() noexcept;
void wait_for_abandoned();

} // namespace detail
} // namespace v1
} // namespace subprocess
