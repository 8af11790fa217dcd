// Every way in which a child can be started and its descriptors be closed, forced by the seams for tests.
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
    unsigned without = 0; ///< features, as bits
    subprocess::detail::os::MemorySharing sharing = subprocess::detail::os::MemorySharing::unknown;
    bool has_many_fds = false; ///< as far as the library knows
};

/// One for each path through the library, and the automatic one.
std::vector<Way> all_ways();

/// One for each code that puts a child's streams in place: posix_spawn's, and ours in a table that is shared, and in
/// one that was copied, with a pipe for the report beside it or without. The other ways differ in what they do besides.
std::vector<Way> ways_to_redirect();

/// One for each way that a stopped child cannot freeze.
std::vector<Way> ways_to_stop();

/// Forces a way while it lives.
class Forced {
public:
    explicit Forced(const Way& way);
    Forced(const Forced&) = delete;
    Forced& operator=(const Forced&) = delete;
    ~Forced();
};

/// A fixture of tests that run once for each of some ways. They begin with INFO(name()).
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
