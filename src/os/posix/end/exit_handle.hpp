// A descriptor that becomes readable when a child ends: a pidfd, or a kqueue that watches the child.
#pragma once

#include <subprocess/handle.hpp>

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Device and inode: they tell an open file from another one that got its number later.
using FileIdentity = std::array<std::uint64_t, 2>;

/// Zeros if fstat() fails.
FileIdentity identity_of(int fd) noexcept;

/// Whether the descriptor still is what it was. Also true if the system cannot tell, as for lack of memory.
bool still_is(int fd, const FileIdentity& identity) noexcept;

/// What ExitHandle opens, without a look whether `pid` is a child of ours; may be empty.
Handle open_exit_handle_unchecked(pid_t pid) noexcept;

/// A pidfd also stands for the child in waitid() and in signals: unlike the pid, it never means another process.
class ExitHandle {
public:
    /// Of no process.
    ExitHandle() = default;
    /// Without a pidfd it opens what the system has. It stays empty if the system has nothing, or if `pid` is no longer
    /// our child.
    ExitHandle(pid_t pid, Handle pidfd) noexcept;
    ExitHandle(ExitHandle&&) noexcept = default;
    ExitHandle& operator=(ExitHandle&&) noexcept = default;
    ~ExitHandle();

    pid_t pid() const noexcept { return m_pid; }
    /// -1 if it is empty.
    int get() const noexcept { return m_handle.get(); }

    /// For a child beside which the user's code runs: forget_if_lost() may do nothing without it.
    void remember_identity() noexcept;

    /// Forgets the descriptor if the program has closed it, as closefrom() does: its number may belong to another file
    /// by now, which must be neither asked nor closed.
    void forget_if_lost();

    bool is_pidfd() const noexcept;

    /// What to poll for the end of the child; -1 if there is nothing.
    int pollable() const noexcept;

    /// \return false if the signal has to be sent by pid; true if it was sent, or if the child has ended
    bool send_signal(int number) const noexcept;

    /// The wait status of a child that was reaped outside this library: Linux 6.15 keeps it for holders of a pidfd.
    std::optional<int> kept_status() const noexcept;

private:
    pid_t m_pid = -1;
    Handle m_handle;
    FileIdentity m_identity{};
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
