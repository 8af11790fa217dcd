// The kinds of trees, forced through the library's test hooks.
#pragma once

#include "support/posix/ways.hpp"

#include "os/posix/system.hpp"

namespace tests {

/// Whether daemons belong to their tree, too, and the death of this process ends it.
inline constexpr bool supervised = subprocess::detail::os::has_supervisors;

/// One way for each path through the code that starts a tree.
std::vector<Way> tree_ways();

using EveryTree = EachOf<&tree_ways>;

} // namespace tests
