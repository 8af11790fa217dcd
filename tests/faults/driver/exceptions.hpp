// The cases that are not played, and why.
#pragma once

#include "call.hpp"

#include <string>

namespace faults {

/// A sentence for docs/reliability.md; nullptr: the case is played.
const char* reason_to_skip(const std::string& scenario, const Case& one);

} // namespace faults
