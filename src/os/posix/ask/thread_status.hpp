// What Linux tells of a thread in a file, where no system call tells it.
#pragma once

#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// A number in /proc/thread-self/status; none where that cannot be read. \param field as "\nSigPnd:"
std::optional<unsigned long long> status_of_thread(const char* field, int base) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
