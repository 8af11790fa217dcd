#include "support/loop.hpp"

#include <algorithm>
#include <stdexcept>

namespace tests {

using namespace subprocess;
using std::chrono::milliseconds;

void await(const std::vector<Interest>& interests, PointInTime deadline) {
    if (interests.empty() && !deadline)
        throw std::logic_error("nothing to wait for");
    std::optional<milliseconds> limit;
    if (deadline) {
        const auto left = std::chrono::ceil<milliseconds>(*deadline - std::chrono::steady_clock::now());
        limit = std::clamp(left, milliseconds(0), milliseconds(1 << 30));
    }
    become_ready(interests, limit);
}

bool is_ready(const std::vector<Interest>& interests) {
    return become_ready(interests, milliseconds(0));
}

} // namespace tests
