#include "support/loop.hpp"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>

namespace tests {

namespace {

using namespace subprocess;

/// Until there is something, or the milliseconds are over.
bool polls(const std::vector<Interest>& interests, int milliseconds) {
    std::vector<pollfd> polled;
    for (const Interest& interest : interests)
        polled.push_back(
            {interest.handle, static_cast<short>(interest.what == Interest::What::read ? POLLIN : POLLOUT), 0});
    const int ready = ::poll(polled.data(), static_cast<nfds_t>(polled.size()), milliseconds);
    if (std::any_of(polled.begin(), polled.end(), [](const pollfd& one) { return (one.revents & POLLNVAL) != 0; }))
        throw std::logic_error("an interest is not open");
    return ready > 0;
}

} // namespace

void await(const std::vector<Interest>& interests, PointInTime deadline) {
    using std::chrono::milliseconds;
    if (interests.empty() && !deadline)
        throw std::logic_error("nothing to wait for");
    constexpr auto longest = milliseconds(1 << 30);
    const auto now = std::chrono::steady_clock::now();
    const auto left = !deadline          ? longest
                      : *deadline <= now ? milliseconds(0)
                                         : std::min(longest, std::chrono::ceil<milliseconds>(*deadline - now));
    polls(interests, deadline ? static_cast<int>(left.count()) : -1);
}

bool is_ready(const std::vector<Interest>& interests) {
    return polls(interests, 0);
}

} // namespace tests
