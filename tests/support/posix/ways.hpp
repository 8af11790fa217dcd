// The ways to start a child and to close its descriptors, forced through the library's test hooks.
#pragma once

#include "support/catch.hpp"
#include "support/census.hpp"

#include <subprocess/hooks.hpp>

#include "os/posix/ask/features.hpp"
#include "os/posix/start/memory_sharing.hpp"

#include <string>
#include <vector>

namespace tests {

struct Way {
    std::string name;
    subprocess::SpawnMethod method;
    unsigned without = 0; ///< disabled features, as bits
    subprocess::detail::os::MemorySharing sharing = subprocess::detail::os::MemorySharing::unknown;
    bool has_many_fds = false; ///< makes the library assume so
};

/// One way for each path through the library, and the automatic one.
std::vector<Way> all_ways();

/// One way for each code path that sets up a child's streams: posix_spawn's; ours in a shared descriptor table; ours in
/// a copied one, with a report pipe and without. The remaining ways differ only in other steps.
std::vector<Way> ways_to_redirect();

/// The ways in which a stopped child cannot freeze the parent.
std::vector<Way> ways_to_stop();

/// Forces a way during its lifetime.
class Forced {
public:
    explicit Forced(const Way& way);
    Forced(const Forced&) = delete;
    Forced& operator=(const Forced&) = delete;
    ~Forced();
};

/// A fixture for tests that run once for each of these ways. They begin with INFO(name()).
template <std::vector<Way> (*ways)()> class EachOf : protected Census {
protected:
    const std::string& name() const { return m_way.name; }

private:
    Way m_way = GENERATE(from_range(ways()));
    Forced m_forced{m_way};
};

using EveryWay = EachOf<&all_ways>;
using EveryWayToRedirect = EachOf<&ways_to_redirect>;
using EveryWayToStop = EachOf<&ways_to_stop>;

} // namespace tests
