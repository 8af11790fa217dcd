// The system calls that only a supervisor makes.
#pragma once

#include "os/posix/system.hpp"

#if SUBPROCESS_LINUX
#include "raw_supervisor_linux.hpp" // IWYU pragma: export
#else
#include "raw_supervisor_freebsd.hpp" // IWYU pragma: export
#endif

#include <atomic>

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace raw {
namespace { // each file has its own copy, for the reason given in raw_linux.hpp

// std::atomic's own functions are not used here: a linker might take an instrumented copy of them from another file.

inline int load(const std::atomic<int>& word) noexcept {
    return __atomic_load_n(reinterpret_cast<const int*>(&word), __ATOMIC_SEQ_CST);
}

inline void store(std::atomic<int>& word, int value) noexcept {
    __atomic_store_n(reinterpret_cast<int*>(&word), value, __ATOMIC_SEQ_CST);
}

} // namespace
} // namespace raw
} // namespace detail::os
} // namespace v1
} // namespace subprocess
