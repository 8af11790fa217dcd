#include "tracer.hpp"

#include "os/posix/ask/features.hpp"
#include "os/posix/ask/thread_status.hpp"
#include "os/posix/system.hpp"

#include <time.h>

#include <atomic>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

#if SUBPROCESS_LINUX

namespace {

/// Reads a clock that needs no system call.
long long milliseconds_now() noexcept {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

std::atomic<long long> next_look{0};
std::atomic<bool> was_traced{false};

} // namespace

/// The answer costs three system calls, so it is kept for a while: a program may start one child after the other. A
/// debugger takes longer than that to attach.
bool is_traced() noexcept {
    constexpr int interval = 100;
    const long long now = milliseconds_now();
    if (usable(Feature::tracer) && now >= next_look.load(std::memory_order_relaxed)) {
        was_traced = status_of_thread("\nTracerPid:", 10).value_or(0) != 0;
        next_look = now + interval;
    }
    return usable(Feature::tracer) && was_traced;
}

#endif

} // namespace detail::os
} // namespace v1
} // namespace subprocess
