#include "last_method.hpp"

#include <atomic>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

std::atomic<SpawnMethod> last_method{SpawnMethod::automatic};

} // namespace

SpawnMethod last_spawn_method() noexcept {
    return last_method.load(std::memory_order_relaxed);
}

void remember(SpawnMethod method) noexcept {
    last_method.store(method, std::memory_order_relaxed);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
