#include "os/wait_for.hpp"

#include "os/streams.hpp"
#include "poll.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

void wait_for(std::vector<Watched>& all, const Deadline& deadline) {
    fmt::basic_memory_buffer<pollfd, 32> fds;
    for (const Watched& one : all)
        fds.push_back({one.handle, static_cast<short>(one.access == Access::read ? POLLIN : POLLOUT), 0});
    poll_until(fds.data(), fds.size(), deadline);
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].is_ready = fds[i].revents != 0;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
