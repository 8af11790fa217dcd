// What this kernel supports. A feature that turns out to be missing is not tried again, and tests can take one away.
#pragma once

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
    shared_table = 256,   ///< CLONE_FILES with CLOSE_RANGE_UNSHARE and pidfd_getfd()
    pidfd_signals = 512,  ///< pidfd_send_signal()
    pidfd_inodes = 1024,  ///< each process has its own pidfd inode
    clear_tid = 2048,     ///< CLONE_CHILD_CLEARTID tells when a child has left our memory
    tracer = 4096,        ///< the pid of our tracer in /proc
    tree_clone = 8192,    ///< supervisors that share our memory
};

/// False once the feature was found missing. It may be missing all the same while nothing has tried it.
bool usable(Feature feature) noexcept;

/// For the whole process, from now on.
void give_up(Feature feature) noexcept;

/// For tests: everything is tried again.
void forget_missing_features() noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
