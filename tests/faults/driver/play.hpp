// Plays a scenario under ptrace(), with one fault or with none.
#pragma once

#include "call.hpp"

#include <optional>
#include <string>
#include <vector>

namespace faults {

/// What is played, and by which programs.
struct Scenario {
    std::string program, child, name;
};

struct Played {
    std::vector<Call> calls; ///< in the order of time for each role
    long allocations = 0;
    bool has_struck = false;
    std::string complaint; ///< empty if all is well
};

/// \throws std::system_error if the system does not let us trace
Played play(const Scenario& scenario, const std::optional<Case>& fault);

/// False where a container or a security module forbids it.
bool can_trace();

} // namespace faults
