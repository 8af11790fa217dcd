#include "features.hpp"

#include <atomic>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

std::atomic<unsigned> given_up{0};
std::atomic<MemorySharing> sharing_seen{MemorySharing::unknown};
std::atomic<SpawnMethod> last_method{SpawnMethod::automatic};

constexpr int usually_many = 300; // below that, the three system calls more cost as much as the copy
std::atomic<int> many_fds{usually_many};
std::atomic<int> last_fd{0};

} // namespace

bool usable(Feature feature) noexcept {
    return (given_up.load(std::memory_order_relaxed) & static_cast<unsigned>(feature)) == 0;
}

void give_up(Feature feature) noexcept {
    given_up.fetch_or(static_cast<unsigned>(feature), std::memory_order_relaxed);
}

MemorySharing memory_sharing() noexcept {
    return sharing_seen.load(std::memory_order_relaxed);
}

void learn(MemorySharing sharing) noexcept {
    sharing_seen.store(sharing, std::memory_order_relaxed);
}

bool has_many_fds() noexcept {
    return last_fd.load(std::memory_order_relaxed) >= many_fds.load(std::memory_order_relaxed);
}

void note_fd(int fd) noexcept {
    last_fd.store(fd, std::memory_order_relaxed);
}

void set_many_fds(int number) noexcept {
    many_fds.store(number, std::memory_order_relaxed);
}

SpawnMethod last_spawn_method() noexcept {
    return last_method.load(std::memory_order_relaxed);
}

void remember(SpawnMethod method) noexcept {
    last_method.store(method, std::memory_order_relaxed);
}

void forget_what_was_learnt() noexcept {
    given_up = 0;
    sharing_seen = MemorySharing::unknown;
    last_method = SpawnMethod::automatic;
    many_fds = usually_many;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
