#include "usage.hpp"

#include "os/windows/windows.hpp"

#include <psapi.h>

#include <cstdint>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

Seconds seconds_of(const FILETIME& time) noexcept {
    constexpr double unit = 1e-7;
    constexpr double high_unit = 4294967296 * unit;
    return {time.dwHighDateTime * high_unit + time.dwLowDateTime * unit};
}

std::uint64_t peak_of(NativeHandle process) noexcept {
    PROCESS_MEMORY_COUNTERS memory{};
    ::K32GetProcessMemoryInfo(process, &memory, sizeof memory); // the name in kernel32: the other one needs psapi.dll
    return memory.PeakWorkingSetSize;
}

} // namespace

Usage usage_of(NativeHandle process) noexcept {
    FILETIME start{}, end{}, kernel{}, user{};
    ::GetProcessTimes(process, &start, &end, &kernel, &user);
    return {seconds_of(user), seconds_of(kernel), peak_of(process)};
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
