// What is ready: poll() with a deadline, and the content of a pipe.
#pragma once

#include "os/deadline.hpp"

#include <poll.h>

#include <atomic>
#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Waits until one of `fds` is ready. If the deadline has passed, it polls once without waiting.
/// \param count may be 0
/// \return how many are ready; 0 if the deadline or a signal ended the wait
int poll_until(pollfd* fds, std::size_t count, Deadline deadline);

/// Waits until there is something to read, an end of file or an error. If the deadline has passed, it looks once.
/// \return false if there is nothing
bool wait_for_input(int fd, Deadline deadline);

/// Sleeps while `word`, which is shared with another process, has this value, at most until the deadline passes. On
/// Linux that process has to wake us, and a signal also ends the sleep.
void sleep_while(const std::atomic<int>& word, int value, Deadline deadline);
/// The same, but a thread that is cancelled meanwhile wakes up.
void sleep_cancellable_while(const std::atomic<int>& word, int value, Deadline deadline);

/// How many bytes can be read from a pipe; 0 if the system does not tell.
std::size_t size_of_content(int fd);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
