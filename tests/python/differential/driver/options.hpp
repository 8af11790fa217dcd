// Steps that set a keyword argument of the next calls.
#pragma once

#include "table.hpp"

#include <subprocess.hpp>

namespace differential {

// \return true if `step` was such a step
bool set_option(subprocess::Options& options, const Words& step);

// A number of seconds, or None.
subprocess::Timeout timeout_of(const std::string& word);

} // namespace differential
