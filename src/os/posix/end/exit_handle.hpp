// Descriptors that become readable when a process ends. A pidfd stands for its process in other calls, too: its number
// is nobody else's, as a pid may be.
#pragma once

#include "os/process.hpp"

#include <subprocess/handle.hpp>

#include <sys/types.h>

#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// A pidfd, or a kqueue that watches the process; empty where the system has neither, and when `pid` is no child of
/// ours any more.
Handle open_exit_handle(pid_t pid) noexcept;

FileIdentity identity_of(int fd) noexcept;

/// Forgets an exit handle that is no longer ours, as after closefrom() or one close() too many: its number may be
/// another file's by now, which we must neither ask nor close.
void forget_lost_handle(Process& process);

/// Whether the exit handle is a pidfd.
bool has_pidfd(const Process& process) noexcept;

enum class Reaped { yes, not_yet, elsewhere, refused };

/// waitid() for the end of a process. \param options WNOHANG, or 0 to block. \param returncode is set by Reaped::yes
Reaped reap_by_pidfd(int pidfd, int options, int& returncode);

/// \return whether that settles it: the signal was sent, or the process has ended
bool signal_by_pidfd(const Process& process, int number) noexcept;

/// The wait status of a process that somebody else has reaped: Linux 6.15 keeps it for whoever holds a pidfd.
std::optional<int> kept_status(const Process& process) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
