// The door to the operating system: waiting for many things at once.
#pragma once

#include "os/deadline.hpp"
#include "os/pump.hpp"

#include <subprocess/api.hpp>

#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Something to wait for, and whether it is ready.
struct Watched : Readiness {
    bool is_ready = false;
};

/// Waits until one of these is ready or the deadline passes, and says which are. A signal may end the wait, too. A
/// handle may be there several times; no_handle is passed over.
SUBPROCESS_API void wait_for(std::vector<Watched>& all, const Deadline& deadline);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
