// The start of a child by the system, or by what stands in for it in a user's tests.
#pragma once

#include "os/process.hpp"
#include "os/start.hpp"

#include <subprocess/api.hpp>

#include <memory>

namespace subprocess {
inline namespace v1 {
namespace detail {

class SUBPROCESS_API StandIn {
public:
    StandIn() = default;
    StandIn(const StandIn&) = delete;
    StandIn& operator=(const StandIn&) = delete;
    virtual ~StandIn() = default;

    /// Called by several threads at once. Returns and throws what os::spawn() would.
    virtual std::unique_ptr<os::Process> start(const os::Start& start) = 0;
};

/// \return false if there is one already
SUBPROCESS_API bool install(StandIn& stand_in) noexcept;
SUBPROCESS_API void remove_stand_in() noexcept;

/// As os::spawn() and os::begin_spawn().
std::unique_ptr<os::Process> start_process(const os::Start& start);
std::unique_ptr<os::PendingStart> begin_process(const os::Start& start);

} // namespace detail
} // namespace v1
} // namespace subprocess
