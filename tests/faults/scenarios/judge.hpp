// What the program is told about the fault, and what it says about the outcome.
#pragma once

#include "scenario.hpp"

#include <exception>
#include <string>

namespace faults {

/// The fault of this run, in the words of driver/play.cpp.
struct Struck {
    std::string kind = "none"; ///< error, short, signal, memory
    int value = 0;             ///< the error, the signal, or which allocation
    std::string call;          ///< role and name
};

extern Struck struck;

/// Whether an allocation fails.
bool lacks_memory();
/// Whether a signal to a child was refused, so that it may live on.
bool refuses_signals();

/// Empty if this scenario may end with this exception, else why not.
std::string judge(const std::string& scenario, const std::exception_ptr& thrown);

} // namespace faults
