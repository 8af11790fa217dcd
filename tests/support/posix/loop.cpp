#include "support/loop.hpp"

#include <poll.h>

#include <algorithm>
#include <stdexcept>

namespace tests {

using namespace subprocess;

bool become_ready(const std::vector<Interest>& interests, std::optional<std::chrono::milliseconds> limit) {
    std::vector<pollfd> polled;
    for (const Interest& interest : interests)
        polled.push_back(
            {interest.handle, static_cast<short>(interest.what == Interest::What::read ? POLLIN : POLLOUT), 0});
    const int patience = limit ? static_cast<int>(limit->count()) : -1;
    const int ready = ::poll(polled.data(), static_cast<nfds_t>(polled.size()), patience);
    if (std::any_of(polled.begin(), polled.end(), [](const pollfd& one) { return (one.revents & POLLNVAL) != 0; }))
        throw std::logic_error("an interest is not open");
    return ready > 0;
}

} // namespace tests
