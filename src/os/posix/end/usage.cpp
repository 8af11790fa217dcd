#include "usage.hpp"

#include "os/posix/system.hpp"

#include <cstdint>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

Seconds seconds_of(const KernelUsage::Time& time) noexcept {
    return {static_cast<double>(time.seconds) + static_cast<double>(time.microseconds) * 1e-6};
}

Seconds seconds_of(const timeval& time) noexcept {
    return {static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6};
}

std::uint64_t bytes_of(long max_rss) noexcept {
    return static_cast<std::uint64_t>(max_rss) * SUBPROCESS_UNIT_OF_MAXRSS;
}

} // namespace

Usage usage_of(const KernelUsage& used) noexcept {
    return {seconds_of(used.user), seconds_of(used.system), bytes_of(used.max_rss)};
}

Usage usage_of(const rusage& used) noexcept {
    return {seconds_of(used.ru_utime), seconds_of(used.ru_stime), bytes_of(used.ru_maxrss)};
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
