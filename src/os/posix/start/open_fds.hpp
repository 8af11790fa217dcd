// Visits this process's open descriptors, as listed in /proc.
#pragma once

#include "raw.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace { // each file has its own copy, for the reason given in raw_linux.hpp

/// \param name an entry of /proc/self/fd. \return -1 for `.` and `..`
inline int number_of(const char* name) noexcept {
    int number = 0;
    for (; *name != '\0'; ++name) {
        if (*name < '0' || *name > '9')
            return -1;
        number = number * 10 + (*name - '0');
    }
    return number;
}

/// Calls `visit` with each number. \return false if they cannot be listed
inline bool for_each_open_fd(void (*visit)(const void* context, int fd), const void* context) noexcept {
    const long directory = raw::open_directory("/proc/self/fd");
    if (directory < 0)
        return false;
    alignas(8) char buffer[1024];
    long size = 0;
    while ((size = raw::read_directory(static_cast<int>(directory), buffer, sizeof(buffer))) > 0) {
        for (long at = 0; at < size;) {
            const raw::DirectoryEntry entry = raw::entry_at(buffer + at);
            if (const int fd = number_of(entry.name); fd != directory)
                visit(context, fd);
            at += entry.size;
        }
    }
    raw::close(static_cast<int>(directory));
    return size == 0;
}

} // namespace
} // namespace detail::os
} // namespace v1
} // namespace subprocess
