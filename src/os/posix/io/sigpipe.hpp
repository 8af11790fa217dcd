// Writing to a pipe whose reader may be gone, without the SIGPIPE that would end the process.
#pragma once

#include <sys/types.h>

#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// As write(), but EPIPE is all that happens: no disposition, mask or pending signal of the process changes.
ssize_t write_without_signal(int fd, std::string_view bytes) noexcept;

/// Marks a write end of ours, on the systems that can switch the signal off for good.
void spare_signal(int fd) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
