#include "exit_handle.hpp"

#include "os/cancellation.hpp"
#include "os/posix/ask/features.hpp"
#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <utility>

#if SUBPROCESS_LINUX
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/statfs.h>
#include <sys/syscall.h>

#include <string>
#elif SUBPROCESS_KQUEUE
#include "os/posix/io/kqueue.hpp"

#include <sys/event.h>
#endif

namespace subprocess {
inline namespace v1 {
namespace detail::os {

FileIdentity identity_of(int fd) noexcept {
    struct stat about {};
    if (::fstat(fd, &about) != 0)
        return {};
    return {static_cast<std::uint64_t>(about.st_dev), static_cast<std::uint64_t>(about.st_ino)};
}

bool still_is(int fd, const FileIdentity& identity) noexcept {
    errno = 0;
    const FileIdentity now = identity_of(fd);
    return now == FileIdentity{} ? errno != EBADF : now == identity;
}

namespace {

#if SUBPROCESS_LINUX

#if !defined(SYS_pidfd_send_signal)
constexpr long SYS_pidfd_send_signal = 424;
#endif
#if !defined(SYS_pidfd_open)
constexpr long SYS_pidfd_open = 434;
#endif

Handle open_unchecked(pid_t pid) noexcept {
    if (!usable(Feature::pidfd))
        return {};
    return Handle(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))); // close-on-exec by itself
}

/// Before Linux 6.9 all pidfds share one inode with other anonymous files.
bool has_own_inode(int pidfd) noexcept {
    constexpr auto pidfs = 0x50494446;
    struct statfs about {};
    return ::fstatfs(pidfd, &about) == 0 && about.f_type == pidfs;
}

/// The descriptor's fdinfo in /proc; empty if it cannot be read.
std::string description_of(int fd) {
    const NotCancellable until_read;
    const std::string path = "/proc/self/fdinfo/" + std::to_string(fd);
    const Handle file(retry([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
    char text[1024];
    const ssize_t size = retry([&] { return ::read(file.get(), text, sizeof(text)); });
    return {text, size > 0 ? static_cast<std::size_t>(size) : 0};
}

/// Whether `fd` is a pidfd of this process, or of one that has been reaped; also true if /proc cannot tell. In the
/// /proc of an outer namespace a process has several pids, and the one that we know is among them.
bool is_pidfd_of(int fd, pid_t pid) {
    const std::string description = description_of(fd);
    const std::size_t numbers = description.find("\nPid:\t");
    const auto has = [&](pid_t number) {
        const std::string word = '\t' + std::to_string(number);
        return description.find(word + '\n', numbers) != description.npos ||
               description.find(word + '\t', numbers) != description.npos;
    };
    constexpr pid_t reaped = -1;
    return description.empty() || (numbers != description.npos && (has(pid) || has(reaped)));
}

/// Whether `fd`, whose identity is that of the exit handle of `pid`, is that exit handle.
bool is_exit_handle_of(int fd, pid_t pid) {
    static const bool has_inodes = has_own_inode(fd);
    return (has_inodes && usable(Feature::pidfd_inodes)) || is_pidfd_of(fd, pid);
}

constexpr bool is_in_forked_copies = true;

/// Whether `fd`, which was the exit handle of `pid`, is something else by now. \param before zeros if it is not known
bool is_lost(int fd, pid_t pid, const FileIdentity& before) {
    return before != FileIdentity{} && !(still_is(fd, before) && is_exit_handle_of(fd, pid));
}

#elif SUBPROCESS_KQUEUE

/// \param action EV_ENABLE changes nothing, and fails unless `queue` is a kqueue that watches the process
bool change(int queue, pid_t pid, unsigned short action) noexcept {
    const NotCancellable until_changed;
    struct kevent wanted;
    EV_SET(&wanted, static_cast<uintptr_t>(pid), EVFILT_PROC, action, NOTE_EXIT, 0, nullptr);
    return ::kevent(queue, &wanted, 1, nullptr, 0, nullptr) == 0;
}

/// Empty for a child that has ended, except on FreeBSD: it can be reaped at once, or soon.
Handle open_unchecked(pid_t pid) noexcept {
    Handle queue = open_kqueue();
    return queue.valid() && change(queue.get(), pid, EV_ADD) ? std::move(queue) : Handle();
}

constexpr bool is_in_forked_copies = false;

/// All kqueues have the same identity. But only this one watches the child.
bool is_lost(int fd, pid_t pid, const FileIdentity&) {
    return !change(fd, pid, EV_ENABLE);
}

#else

Handle open_unchecked(pid_t) noexcept {
    return {};
}

constexpr bool is_in_forked_copies = true;

bool is_lost(int, pid_t, const FileIdentity&) {
    return false;
}

#endif

/// Reaps nothing. If the system refuses the question, the answer is yes.
bool is_child(pid_t pid) noexcept {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD;
}

Handle open_exit_handle(pid_t pid) noexcept {
    Handle handle = open_unchecked(pid);
    if (!is_child(pid)) // reaped outside this library before we opened it: the pid may be another process's by now
        handle.close();
    return handle;
}

} // namespace

Handle open_exit_handle_unchecked(pid_t pid) noexcept {
    return open_unchecked(pid);
}

ExitHandle::ExitHandle(pid_t pid, Handle pidfd) noexcept
    : m_pid(pid), m_handle(pidfd.valid() ? std::move(pidfd) : open_exit_handle(pid)) {}

ExitHandle::~ExitHandle() {
    if (!is_in_forked_copies)
        forget_if_lost();
}

void ExitHandle::remember_identity() noexcept {
    m_identity = identity_of(m_handle.get());
}

void ExitHandle::forget_if_lost() {
    if (m_handle.valid() && is_lost(m_handle.get(), m_pid, m_identity))
        m_handle.release();
}

int ExitHandle::pollable() const noexcept {
    return usable(Feature::pidfd) ? m_handle.get() : -1;
}

#if SUBPROCESS_LINUX

bool ExitHandle::is_pidfd() const noexcept {
    return m_handle.valid() && usable(Feature::pidfd);
}

bool ExitHandle::send_signal(int number) const noexcept {
    if (!is_pidfd())
        return false;
    if (::syscall(SYS_pidfd_send_signal, m_handle.get(), number, nullptr, 0) == 0 || errno == ESRCH)
        return true;
    give_up(Feature::pidfd_signals);
    return false;
}

std::optional<int> ExitHandle::kept_status() const noexcept {
    struct Info { // the kernel's struct pidfd_info
        std::uint64_t mask, cgroup;
        std::uint32_t ids[11];
        std::int32_t exit_status;
    } info{};
    static_assert(sizeof(info) == 64);
    constexpr std::uint64_t wants_exit = 8;
    info.mask = wants_exit;
    if (!is_pidfd() || ::syscall(SYS_ioctl, m_handle.get(), _IOWR(0xFF, 11, Info), &info) != 0 ||
        (info.mask & wants_exit) == 0)
        return {};
    return info.exit_status;
}

#else

bool ExitHandle::is_pidfd() const noexcept {
    return false;
}

bool ExitHandle::send_signal(int) const noexcept {
    return false;
}

std::optional<int> ExitHandle::kept_status() const noexcept {
    return {};
}

#endif

} // namespace detail::os
} // namespace v1
} // namespace subprocess
