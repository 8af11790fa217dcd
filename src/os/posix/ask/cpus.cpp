#include "os/ask.hpp"

#include "os/posix/system.hpp"

#if SUBPROCESS_LINUX
#include <sched.h>
#endif

#include <algorithm>
#include <cstddef>
#include <thread>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

std::size_t count_cpus() {
    return std::max(std::thread::hardware_concurrency(), 1U);
}

} // namespace

#if SUBPROCESS_LINUX

/// The set is too small for the largest machines: then all CPUs are counted.
std::size_t count_usable_cpus() {
    cpu_set_t usable;
    if (::sched_getaffinity(0, sizeof usable, &usable) != 0)
        return count_cpus();
    return static_cast<std::size_t>(CPU_COUNT(&usable));
}

#else

std::size_t count_usable_cpus() {
    return count_cpus();
}

#endif

} // namespace detail::os
} // namespace v1
} // namespace subprocess
