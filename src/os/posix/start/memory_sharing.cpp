#include "memory_sharing.hpp"

#include <atomic>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

std::atomic<MemorySharing> sharing_seen{MemorySharing::unknown};

} // namespace

MemorySharing memory_sharing() noexcept {
    return sharing_seen.load(std::memory_order_relaxed);
}

void learn(MemorySharing sharing) noexcept {
    sharing_seen.store(sharing, std::memory_order_relaxed);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
