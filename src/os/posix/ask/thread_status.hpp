// Reads facts about this thread that Linux reports only in /proc.
#pragma once

#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// A number from /proc/thread-self/status; none if it cannot be read. \param field for example "\nSigPnd:"
std::optional<unsigned long long> status_of_thread(const char* field, int base) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
