// Descriptors that become readable when a process ends. A pidfd stands for its process in other calls, too: its number
// is nobody else's, as a pid may be.
#pragma once

#include <subprocess/handle.hpp>

#include <signal.h>
#include <sys/types.h>

#include <optional>

namespace subprocess {
inline namespace v1 {
namespace os {

struct Process;

/// A pidfd, or a kqueue that watches the process; empty where the system has neither.
Handle open_exit_handle(pid_t pid) noexcept;

/// Whether the exit handle is a pidfd.
bool has_pidfd(const Process& process);

/// waitid(), by pidfd where there is one.
int wait_id(const Process& process, siginfo_t& info, int options);

/// kill(), by pidfd where there is one.
int signal_process(const Process& process, int number);

/// The wait status of a process that somebody else has reaped: Linux 6.15 keeps it for whoever holds a pidfd.
std::optional<int> kept_status(const Process& process);

} // namespace os
} // namespace v1
} // namespace subprocess
