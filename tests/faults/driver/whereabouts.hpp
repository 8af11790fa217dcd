// Where a process is, for the report of a hang.
#pragma once

#include <string>

#include <sys/types.h>

namespace faults {

/// \param role the process in words
std::string whereabouts_of(pid_t pid, const std::string& role);

} // namespace faults
