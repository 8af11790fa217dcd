#include "errors.hpp"

#include <cerrno>
#include <sys/syscall.h>

namespace faults {
namespace {

// System call numbers of x86-64 for which headers may be too old.
constexpr long pidfd_send_signal = 424, pidfd_open = 434, clone3 = 435, close_range = 436, pidfd_getfd = 438;

using Values = std::vector<int>;

const Values none = {};
const Values no_descriptor = {EMFILE, ENFILE, ENOMEM};
const Values no_process = {EAGAIN, ENOMEM, ENOSPC, EPERM, EINVAL, ENOSYS};
const Values no_file = {EACCES, EIO, ELOOP, EMFILE, ENAMETOOLONG, ENFILE, ENOENT, ENOMEM, ENOTDIR, EPERM};
const Values not_here = {ENOSYS, EPERM, EINVAL}; // old kernels and filters
const Values no_look = {EACCES, EIO, ENOMEM};
const Values no_program = {E2BIG,        EACCES, EAGAIN, EINVAL,  EIO,    EISDIR,  ELIBBAD, ELOOP,  EMFILE,
                           ENAMETOOLONG, ENFILE, ENOENT, ENOEXEC, ENOMEM, ENOTDIR, EPERM,   ETXTBSY};

Values operator+(Values some, const Values& more) {
    some.insert(some.end(), more.begin(), more.end());
    return some;
}

} // namespace

const Errors all_errors[] = {
    {"access", SYS_access, no_look},
    {"brk", SYS_brk, none}, // its result is no error
    {"chdir", SYS_chdir, {EACCES, EIO, ELOOP, ENAMETOOLONG, ENOENT, ENOMEM, ENOTDIR}},
    {"clock_nanosleep", SYS_clock_nanosleep, {EINTR}},
    {"clone", SYS_clone, no_process},
    {"clone3", clone3, no_process},
    {"close", SYS_close, {EINTR, EIO, ENOSPC, EDQUOT}},
    {"close_range", close_range, Values{EMFILE, ENOMEM} + not_here},
    {"dup", SYS_dup, {EMFILE}},
    {"dup2", SYS_dup2, {EBUSY, EINTR, EMFILE}},
    {"dup3", SYS_dup3, {EBUSY, EINTR, EMFILE}},
    {"epoll_create1", SYS_epoll_create1, no_descriptor},
    {"epoll_ctl", SYS_epoll_ctl, {ENOMEM, ENOSPC}},
    {"epoll_wait", SYS_epoll_wait, {EINTR}},
    {"epoll_pwait", SYS_epoll_pwait, {EINTR}},
    {"eventfd2", SYS_eventfd2, no_descriptor + Values{ENODEV}},
    {"execve", SYS_execve, no_program},
    {"exit", SYS_exit, none},
    {"exit_group", SYS_exit_group, none},
    {"faccessat", SYS_faccessat, no_look},
    {"fchdir", SYS_fchdir, no_look},
    {"fcntl", SYS_fcntl, {EACCES, EINVAL, ENOMEM, EPERM}},
    {"fork", SYS_fork, no_process},
    {"fstat", SYS_fstat, {EIO, ENOMEM}},
    {"fstatfs", SYS_fstatfs, {EINTR, EIO, ENOMEM, ENOSYS}},
    {"futex", SYS_futex, {EAGAIN, EINTR}},
    {"getcwd", SYS_getcwd, {EACCES, ENOENT, ENOMEM}},
    {"getdents64", SYS_getdents64, {EIO, ENOENT, ENOMEM, ENOSYS}},
    {"getegid", SYS_getegid, none},
    {"geteuid", SYS_geteuid, none},
    {"getgid", SYS_getgid, none},
    {"getuid", SYS_getuid, none},
    {"getpid", SYS_getpid, none},
    {"getppid", SYS_getppid, none},
    {"getpgid", SYS_getpgid, {EPERM}},
    {"getrusage", SYS_getrusage, none},
    {"getrandom", SYS_getrandom, {EAGAIN, ENOSYS}}, // libc's
    {"getsid", SYS_getsid, {EPERM}},
    {"gettid", SYS_gettid, none},
    {"ioctl", SYS_ioctl, {EINVAL, EIO, ENOMEM, ENOTTY, EPERM}},
    {"kill", SYS_kill, {EPERM}},
    {"lseek", SYS_lseek, {ESPIPE}},
    {"madvise", SYS_madvise, {EAGAIN, EINVAL, EIO, ENOMEM}},
    {"mmap", SYS_mmap, {EAGAIN, ENOMEM}},
    {"mprotect", SYS_mprotect, {EACCES, ENOMEM}},
    {"mremap", SYS_mremap, {EAGAIN, ENOMEM}},
    {"munmap", SYS_munmap, {ENOMEM}},
    {"nanosleep", SYS_nanosleep, {EINTR}},
    {"newfstatat", SYS_newfstatat, no_file},
    {"openat", SYS_openat, no_file + Values{EINTR}},
    {"pidfd_getfd", pidfd_getfd, no_descriptor + not_here},
    {"pidfd_open", pidfd_open, no_descriptor + not_here + Values{ENODEV}},
    {"pidfd_send_signal", pidfd_send_signal, not_here},
    {"pipe2", SYS_pipe2, no_descriptor},
    {"poll", SYS_poll, {EINTR, EINVAL, ENOMEM}},
    {"ppoll", SYS_ppoll, {EINTR, EINVAL, ENOMEM}},
    {"prctl", SYS_prctl, {EACCES, EINVAL, EPERM}},
    {"prlimit64", SYS_prlimit64, {EINVAL, EPERM}},
    {"pwritev2", SYS_pwritev2, Values{EINTR, EIO, EAGAIN, EOPNOTSUPP} + not_here},
    {"read", SYS_read, {EAGAIN, EINTR, EIO, ENOMEM}},
    {"readlink", SYS_readlink, no_look},
    {"restart_syscall", SYS_restart_syscall, none},
    {"rseq", SYS_rseq, none},                   // libc's
    {"rt_sigaction", SYS_rt_sigaction, none},   // fails only for wrong arguments
    {"rt_sigpending", SYS_rt_sigpending, none}, // before Linux 6.18
    {"rt_sigprocmask", SYS_rt_sigprocmask, none},
    {"rt_sigreturn", SYS_rt_sigreturn, none},
    {"rt_sigtimedwait", SYS_rt_sigtimedwait, {EAGAIN, EINTR}},
    {"sched_getaffinity", SYS_sched_getaffinity, not_here},
    {"set_robust_list", SYS_set_robust_list, none}, // libc's
    {"sched_yield", SYS_sched_yield, none},
    {"set_tid_address", SYS_set_tid_address, none}, // libc's
    {"setgid", SYS_setgid, {EPERM}},
    {"setgroups", SYS_setgroups, {ENOMEM, EPERM}},
    {"setregid", SYS_setregid, {EAGAIN, EPERM}},
    {"setresgid", SYS_setresgid, {EAGAIN, EPERM}},
    {"setresuid", SYS_setresuid, {EAGAIN, EPERM}},
    {"setreuid", SYS_setreuid, {EAGAIN, EPERM}},
    {"setuid", SYS_setuid, {EAGAIN, EPERM}},
    {"setpgid", SYS_setpgid, {EACCES, EPERM}},
    {"setsid", SYS_setsid, {EPERM}},
    {"signalfd4", SYS_signalfd4, no_descriptor + Values{ENODEV, ENOSYS}},
    {"sigaltstack", SYS_sigaltstack, none},
    {"statx", SYS_statx, no_file},
    {"tgkill", SYS_tgkill, {EAGAIN}},
    {"umask", SYS_umask, none},
    {"unshare", SYS_unshare, Values{ENOMEM} + not_here},
    {"wait4", SYS_wait4, {EINTR}},
    {"waitid", SYS_waitid, Values{EINTR} + not_here},
    {"write", SYS_write, {EAGAIN, EINTR, EIO, ENOMEM, ENOSPC}},
    {"vfork", SYS_vfork, no_process},
    {nullptr},
};

} // namespace faults
