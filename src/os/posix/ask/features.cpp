#include "features.hpp"

#include <atomic>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

std::atomic<unsigned> missing{0};

} // namespace

bool usable(Feature feature) noexcept {
    return (missing.load(std::memory_order_relaxed) & static_cast<unsigned>(feature)) == 0;
}

void give_up(Feature feature) noexcept {
    missing.fetch_or(static_cast<unsigned>(feature), std::memory_order_relaxed);
}

void forget_missing_features() noexcept {
    missing.store(0, std::memory_order_relaxed);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
