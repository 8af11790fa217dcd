// What this kernel can do. A feature that turns out to be missing is not tried again; a test may take one away.
#pragma once

#include <subprocess/hooks.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

enum class Feature : unsigned {
    clone3 = 1,           ///< clone3() with CLONE_CLEAR_SIGHAND
    clone = 2,            ///< clone() with CLONE_VM
    posix_spawn = 4,      ///< that reports why exec failed
    pidfd = 8,            ///< pidfds
    close_range = 16,     ///< close_range() with CLOSE_RANGE_CLOEXEC
    nosignal_writes = 32, ///< RWF_NOSIGNAL
    proc_fd = 64,         ///< /proc/self/fd
    shared_table = 256,   ///< CLONE_FILES with CLOSE_RANGE_UNSHARE and pidfd_getfd()
    pidfd_signals = 512,  ///< pidfd_send_signal()
    pidfd_inodes = 1024,  ///< a pidfd's inode is its process's alone
    clear_tid = 2048,     ///< CLONE_CHILD_CLEARTID that tells when a child has left our memory
    tracer = 4096,        ///< the number of who traces us
};

bool usable(Feature feature) noexcept;
void give_up(Feature feature) noexcept;

/// Whether a child of clone(CLONE_VM) really shares our memory. It does not under qemu-user, valgrind and some
/// sandboxes, and then cannot tell us through it why exec failed. The first child finds out.
enum class MemorySharing { unknown, shared, copied };
MemorySharing memory_sharing() noexcept;
void learn(MemorySharing sharing) noexcept;

/// Whether this process has so many open descriptors that copying them for a child would take long. The kernel gives
/// the lowest number that is free, so the last one we got tells.
bool has_many_fds() noexcept;
void note_fd(int fd) noexcept;

/// For tests: from which number on they are many.
void set_many_fds(int number) noexcept;

/// How the last child was started, for tests.
SpawnMethod last_spawn_method() noexcept;
void remember(SpawnMethod method) noexcept;

/// For tests: as it was when the process began.
void forget_what_was_learnt() noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
