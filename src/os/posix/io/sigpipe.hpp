// Writing to a pipe whose reader may be gone, without a SIGPIPE that would end the process.
#pragma once

#include <sys/types.h>

#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// write() that only reports EPIPE: no disposition, mask or pending signal of the process changes.
ssize_t write_without_signal(int fd, std::string_view bytes) noexcept;

/// Disables SIGPIPE for this descriptor where the system has a flag for that.
void spare_signal(int fd) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
