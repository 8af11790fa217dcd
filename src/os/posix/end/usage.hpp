// What the kernel tells about the usage of a child, as the door's type.
#pragma once

#include <subprocess/usage.hpp>

#include <sys/resource.h>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The kernel's struct rusage. Its words are long, also where libc's times are wider: on 32-bit systems whose time_t
/// has 64 bits.
struct KernelUsage {
    struct Time {
        long seconds, microseconds;
    };
    Time user, system;
    long max_rss; ///< in KiB
    long others[13];
};

Usage usage_of(const KernelUsage& used) noexcept;
Usage usage_of(const rusage& used) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
