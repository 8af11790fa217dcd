// The table of system calls, and the errors with which each of them fails.
#pragma once

#include <vector>

namespace faults {

struct Errors {
    const char* name; ///< nullptr after the last one
    long number = 0;
    std::vector<int> values = {};
};

/// docs/reliability.md says what is left out and why.
extern const Errors all_errors[];

} // namespace faults
