// Which kernel features can be used. A feature that turns out to be missing is not tried again; tests can disable one.
#pragma once

#include <subprocess/hooks.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

enum class Feature : unsigned {
    clone3 = 1,           ///< clone3() with CLONE_CLEAR_SIGHAND
    clone = 2,            ///< clone() with CLONE_VM
    posix_spawn = 4,      ///< posix_spawn() that reports why exec failed
    pidfd = 8,            ///< pidfds
    close_range = 16,     ///< close_range() with CLOSE_RANGE_CLOEXEC
    nosignal_writes = 32, ///< RWF_NOSIGNAL
    proc_fd = 64,         ///< /proc/self/fd
    address_space = 128,  ///< reserved but untouched memory costs nothing
    shared_table = 256,   ///< CLONE_FILES with CLOSE_RANGE_UNSHARE and pidfd_getfd()
    pidfd_signals = 512,  ///< pidfd_send_signal()
    pidfd_inodes = 1024,  ///< each process's pidfds have an inode of their own
    clear_tid = 2048,     ///< CLONE_CHILD_CLEARTID, which tells when a child has left our memory
    tracer = 4096,        ///< the pid of the process that traces us
};

bool usable(Feature feature) noexcept;
void give_up(Feature feature) noexcept;

/// Whether a child of clone(CLONE_VM) really shares our memory. Under qemu-user, valgrind and some sandboxes it does
/// not, and so cannot report through it why exec failed. The first child finds out.
enum class MemorySharing { unknown, shared, copied };
MemorySharing memory_sharing() noexcept;
void learn(MemorySharing sharing) noexcept;

/// True if this process has so many open descriptors that copying the table for a child takes long. The kernel assigns
/// the lowest free number, so the last one we got is a good estimate.
bool has_many_fds() noexcept;
void note_fd(int fd) noexcept;

/// For tests: sets the number of descriptors that count as many.
void set_many_fds(int number) noexcept;

/// For tests: how the last child was started.
SpawnMethod last_spawn_method() noexcept;
void remember(SpawnMethod method) noexcept;

/// For tests: restores the state at process start.
void forget_what_was_learnt() noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
