// What a detached supervisor does when the process whose memory it shares has ended.
#pragma once

#include "os/posix/system.hpp"
#include "raw.hpp"
#include "raw_supervisor.hpp"

#if SUBPROCESS_LINUX
#include "proc_text.hpp"

#include <fcntl.h>
#endif

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace { // each file has its own copy, for the reason given in raw_linux.hpp

#if SUBPROCESS_LINUX

/// \param digits hexadecimal; ends at another character
inline unsigned long read_address(const char*& digits) noexcept {
    unsigned long address = 0;
    for (;; ++digits) {
        const char digit = *digits;
        if (is_digit(digit))
            address = address * 16 + static_cast<unsigned long>(digit - '0');
        else if (digit >= 'a' && digit <= 'f')
            address = address * 16 + static_cast<unsigned long>(digit - 'a' + 10);
        else
            return address;
    }
}

/// Gives back the memory of our process, which has ended. Others in it are supervisors: like us, they need only code,
/// constants, and their records, which are shared pages.
inline void forget_memory() noexcept {
    const long maps = raw::open_file(AT_FDCWD, "/proc/self/maps");
    char line[64];
    long size = 0;
    for (char byte; maps >= 0 && raw::read(static_cast<int>(maps), &byte, 1) == 1;) {
        if (size < static_cast<long>(sizeof(line)) - 1)
            line[size++] = byte;
        if (byte != '\n')
            continue;
        line[size] = '\0';
        const char* rest = line;
        const unsigned long first = read_address(rest);
        const unsigned long end = read_address(++rest);
        constexpr int to_sharing = 4; // " rw-p"
        if (rest[to_sharing] == 'p')
            raw::forget_pages(first, end);
        size = 0;
    }
    if (maps >= 0)
        raw::close(static_cast<int>(maps));
}

#else

inline void forget_memory() noexcept {} // nobody shares ours

#endif

} // namespace
} // namespace detail::os
} // namespace v1
} // namespace subprocess
