#include "start_process.hpp"

#include "os/finished_start.hpp"

#include <atomic>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

std::atomic<StandIn*> installed{nullptr};

/// Null outside of users' tests; then it costs one relaxed load.
StandIn* stand_in() noexcept {
    const bool is_absent = installed.load(std::memory_order_relaxed) == nullptr;
    return is_absent ? nullptr : installed.load(std::memory_order_acquire);
}

} // namespace

bool install(StandIn& stand_in) noexcept {
    StandIn* none = nullptr;
    return installed.compare_exchange_strong(none, &stand_in);
}

void remove_stand_in() noexcept {
    installed = nullptr;
}

std::unique_ptr<os::Process> start_process(const os::Start& start) {
    if (StandIn* const fake = stand_in())
        return fake->start(start);
    return os::spawn(start);
}

std::unique_ptr<os::PendingStart> begin_process(const os::Start& start) {
    if (StandIn* const fake = stand_in())
        return os::start_at_once([&] { return fake->start(start); });
    return os::begin_spawn(start);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
