// The processes that this one has started.
#pragma once

#include <vector>

namespace tests {

/// The children that have not ended, by their ids.
std::vector<int> running_children();

} // namespace tests
