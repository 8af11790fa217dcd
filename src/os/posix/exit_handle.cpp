#include "exit_handle.hpp"

#include "../os.hpp"
#include "features.hpp"
#include "posix.hpp"
#include "system.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

#if SUBPROCESS_LINUX
#include <sys/ioctl.h>
#include <sys/syscall.h>
#elif defined(__APPLE__) || defined(__FreeBSD__) || defined(__NetBSD__) || defined(__OpenBSD__)
#include <sys/event.h>
#define SUBPROCESS_HAVE_KQUEUE 1
#endif

namespace subprocess {
inline namespace v1 {
namespace os {

#if SUBPROCESS_LINUX

namespace {

constexpr auto pidfd_id = static_cast<idtype_t>(3); // P_PIDFD
#if !defined(SYS_pidfd_send_signal)
constexpr long SYS_pidfd_send_signal = 424;
#endif
#if !defined(SYS_pidfd_open)
constexpr long SYS_pidfd_open = 434;
#endif

} // namespace

Handle open_exit_handle(pid_t pid) noexcept {
    if (!usable(Feature::pidfd))
        return {};
    const long fd = ::syscall(SYS_pidfd_open, pid, 0); // close-on-exec by itself
    if (fd == -1 && (errno == ENOSYS || errno == EPERM))
        give_up(Feature::pidfd);
    return Handle(static_cast<int>(fd));
}

bool has_pidfd(const Process& process) {
    return process.handle.valid() && usable(Feature::pidfd);
}

int wait_id(const Process& process, siginfo_t& info, int options) {
    const bool by_pidfd = has_pidfd(process);
    const auto id = static_cast<id_t>(by_pidfd ? process.handle.get() : process.pid);
    const int result = retry([&] { return ::waitid(by_pidfd ? pidfd_id : P_PID, id, &info, options); });
    if (result == -1 && errno == EINVAL && by_pidfd) { // Linux 5.3 has pidfds, and cannot reap by them
        give_up(Feature::pidfd);
        return wait_id(process, info, options);
    }
    return result;
}

int signal_process(const Process& process, int number) {
    if (!has_pidfd(process))
        return ::kill(process.pid, number);
    return static_cast<int>(::syscall(SYS_pidfd_send_signal, process.handle.get(), number, nullptr, 0));
}

std::optional<int> kept_status(const Process& process) {
    struct Info { // the kernel's struct pidfd_info
        std::uint64_t mask, cgroup;
        std::uint32_t ids[11];
        std::int32_t exit_status;
    } info{};
    static_assert(sizeof(info) == 64);
    constexpr std::uint64_t wants_exit = 8;
    info.mask = wants_exit;
    if (!has_pidfd(process) || ::syscall(SYS_ioctl, process.handle.get(), _IOWR(0xFF, 11, Info), &info) != 0 ||
        (info.mask & wants_exit) == 0)
        return {};
    return info.exit_status;
}

#else

#if defined(SUBPROCESS_HAVE_KQUEUE)

Handle open_exit_handle(pid_t pid) noexcept {
    Handle queue(::kqueue()); // not inherited over fork, so that exec cannot leak it
    struct kevent change;
    EV_SET(&change, static_cast<uintptr_t>(pid), EVFILT_PROC, EV_ADD, NOTE_EXIT, 0, nullptr);
    if (queue.valid() && ::kevent(queue.get(), &change, 1, nullptr, 0, nullptr) == 0)
        return queue;
    return {};
}

#else

Handle open_exit_handle(pid_t) noexcept {
    return {};
}

#endif

bool has_pidfd(const Process&) {
    return false;
}

int wait_id(const Process& process, siginfo_t& info, int options) {
    return retry([&] { return ::waitid(P_PID, static_cast<id_t>(process.pid), &info, options); });
}

int signal_process(const Process& process, int number) {
    return ::kill(process.pid, number);
}

std::optional<int> kept_status(const Process&) {
    return {};
}

#endif

} // namespace os
} // namespace v1
} // namespace subprocess
