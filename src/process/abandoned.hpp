// Children that no Popen waits for any more. Later starts reap those that have ended.
#pragma once

#include "os/process.hpp"

#include <cstddef>
#include <memory>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Takes over a child that may still be running.
void abandon(std::unique_ptr<os::Process> process);

/// For tests: CPython's suite expects that no child is left behind.
std::size_t abandoned_count() noexcept;
void wait_for_abandoned();

} // namespace detail
} // namespace v1
} // namespace subprocess
