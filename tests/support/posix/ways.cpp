#include "support/posix/ways.hpp"
#include "support/posix/trees.hpp"

#include "os/posix/start/last_method.hpp"
#include "os/posix/start/many_fds.hpp"
#include "os/posix/system.hpp"

#include <sstream>

namespace tests {

using subprocess::SpawnMethod;
namespace os = subprocess::detail::os;

namespace {

template <class... Features> unsigned without(Features... features) {
    return (static_cast<unsigned>(features) | ... | 0U);
}

} // namespace

std::vector<Way> all_ways() {
    using os::Feature;
    using os::MemorySharing;
    return {
        {"automatic", SpawnMethod::automatic},
        {"vfork of the first child", SpawnMethod::vfork},
        {"vfork of a later child", SpawnMethod::vfork, 0, MemorySharing::shared},
        {"vfork with a shared table", SpawnMethod::vfork, 0, MemorySharing::shared, true},
        {"vfork with a shared table by clone", SpawnMethod::vfork, without(Feature::clone3), MemorySharing::shared,
         true},
        {"vfork by clone", SpawnMethod::vfork, without(Feature::clone3)},
        {"vfork that suspends us", SpawnMethod::vfork, without(Feature::clear_tid)},
        {"vfork that copies memory", SpawnMethod::vfork, 0, MemorySharing::copied},
        {"vfork without close_range", SpawnMethod::vfork, without(Feature::close_range)},
        {"vfork without pidfd", SpawnMethod::vfork, without(Feature::pidfd)},
        {"posix_spawn", SpawnMethod::posix_spawn},
        {"fork", SpawnMethod::fork},
        {"fork without close_range", SpawnMethod::fork, without(Feature::close_range)},
        {"fork without /proc", SpawnMethod::fork, without(Feature::close_range, Feature::proc_fd)},
        {"fork without anything", SpawnMethod::fork,
         without(Feature::close_range, Feature::proc_fd, Feature::pidfd, Feature::nosignal_writes)},
    };
}

std::vector<Way> ways_to_redirect() {
    return {
        {"vfork", SpawnMethod::vfork},
        {"vfork with a shared table", SpawnMethod::vfork, 0, os::MemorySharing::shared, true},
        {"posix_spawn", SpawnMethod::posix_spawn},
        {"fork", SpawnMethod::fork},
    };
}

std::vector<Way> ways_to_stop() {
    using os::Feature;
    using os::MemorySharing;
    return {
        {"automatic", SpawnMethod::automatic},
        {"vfork by clone", SpawnMethod::vfork, without(Feature::clone3), MemorySharing::shared},
        {"vfork with a shared table", SpawnMethod::vfork, 0, MemorySharing::shared, true},
        {"fork", SpawnMethod::fork},
    };
}

std::vector<Way> tree_ways() {
    using os::Feature;
    using os::MemorySharing;
    return {
        {"the first tree", SpawnMethod::automatic},
        {"a later tree", SpawnMethod::automatic, 0, MemorySharing::shared},
        {"a supervisor that does not share our memory", SpawnMethod::automatic, without(Feature::tree_clone)},
        {"a kernel that does not tell when a child has left our memory", SpawnMethod::vfork,
         without(Feature::clear_tid)},
        {"without pidfds", SpawnMethod::automatic, without(Feature::pidfd, Feature::pidfd_signals)},
        {"fork", SpawnMethod::fork},
        {"posix_spawn", SpawnMethod::posix_spawn},
    };
}

std::vector<Way> supervisors() {
    return supervised ? tree_ways() : std::vector<Way>();
}

bool shares_memory(const std::string& way) {
    if (!SUBPROCESS_LINUX)
        return false;
    return way == "the first tree" || way == "a later tree" || way == "without pidfds" ||
           way == "a kernel that does not tell when a child has left our memory";
}

int parent_of(int pid) {
    std::istringstream stat(content_of("/proc/" + std::to_string(pid) + "/stat"));
    std::string number, name, state;
    int parent = 0;
    stat >> number >> name >> state >> parent;
    return parent;
}

Forced::Forced(const Way& way) {
    subprocess::set_spawn_method(way.method);
    os::give_up(static_cast<os::Feature>(way.without));
    os::learn(way.sharing);
    if (way.has_many_fds)
        os::set_many_fds(0);
}

Forced::~Forced() {
    subprocess::set_spawn_method(SpawnMethod::automatic);
    os::forget_missing_features();
    os::learn(os::MemorySharing::unknown);
    os::remember(SpawnMethod::automatic);
    os::set_many_fds(os::usually_many_fds);
}

} // namespace tests
