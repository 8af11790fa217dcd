// Whether this process has so many open descriptors that copying them for a child takes long.
#pragma once

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// An estimate that costs no system call: the kernel gives out the lowest free number, so the last one that we got
/// tells.
bool has_many_fds() noexcept;

/// \param fd a number that the kernel has just given out
void note_fd(int fd) noexcept;

/// Below that, the three extra system calls of a shared table cost as much as copying the descriptors.
inline constexpr int usually_many_fds = 300;

/// For tests: the number from which on they are many.
void set_many_fds(int number) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
