// The kinds of trees, forced through the library's test hooks.
#pragma once

#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include "os/posix/system.hpp"

#include <csignal>
#include <string>
#include <vector>

namespace tests {

/// Whether daemons belong to their tree, too, and the death of this process ends it.
inline constexpr bool supervised = subprocess::detail::os::has_supervisors;

/// One way for each path through the code that starts a tree.
std::vector<Way> tree_ways();

using EveryTree = EachOf<&tree_ways>;

/// The same without the systems that have no supervisors.
std::vector<Way> supervisors();

using EverySupervisor = EachOf<&supervisors>;

/// Whether a supervisor of this kind does.
bool shares_memory(const std::string& way);

/// The supervisor is the parent of the program. Linux only.
int parent_of(int pid);

/// A program that leaves a daemon, which ignores what can be ignored, and ends.
template <class... Words> std::vector<std::string> leaving_daemon(const Words&... words) {
    return child("fork", "daemon", "ignore", SIGTERM, "ignore", SIGHUP, "ignore", SIGINT, "until", 0, "parent",
                 words...);
}

} // namespace tests
