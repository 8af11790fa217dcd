// How a child that cannot execute its program says so, if it does not share our memory.
#pragma once

#include "child.hpp"
#include "raw.hpp"

#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace { // each file has its own copy, for the reason given in raw_linux.hpp

/// Nothing else tells that the program does not run. So a write that fails, for lack of memory, is repeated.
inline void write_report(int fd, const ChildReport& report) noexcept {
    const char* rest = reinterpret_cast<const char*>(&report);
    const char* const end = rest + sizeof(report);
    for (int tries = 100; tries > 0 && rest != end; --tries)
        if (const long count = raw::write(fd, rest, static_cast<std::size_t>(end - rest)); count > 0)
            rest += count;
}

} // namespace
} // namespace detail::os
} // namespace v1
} // namespace subprocess
