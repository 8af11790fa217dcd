#include "waitid.hpp"

#include "os/posix/end/usage.hpp"
#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"

#include <subprocess/usage.hpp>

#include <sys/wait.h>

#if SUBPROCESS_LINUX
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#endif

namespace subprocess {
inline namespace v1 {
namespace detail::os {

Ended Reaping::ended() const noexcept {
    return {info.si_code == CLD_EXITED ? info.si_status : -info.si_status, false, usage_of(usage)};
}

#if SUBPROCESS_LINUX

namespace {

constexpr int pidfd_id = 3;       // P_PIDFD
constexpr int any_child = __WALL; // also the supervisor of a tree, which sends no SIGCHLD

/// libc's waitid() is a cancellation point, and does not pass on the usage. A bare system call is a cancellation point
/// only while this thread may be cancelled at any instruction. Then the stack is unwound from inside this function,
/// where the tables for exceptions cover nothing but calls. So it needs none: no object here has a destructor, and the
/// function is neither noexcept nor inlined.
[[gnu::noinline]] long call_cancellable_waitid(int pidfd, Reaping& reaping) {
    int type = 0;
    ::pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &type);
    const long result = ::syscall(SYS_waitid, pidfd_id, pidfd, &reaping.info, WEXITED | any_child, &reaping.usage);
    ::pthread_setcanceltype(type, nullptr);
    return result;
}

Reaped answer(long result, const Reaping& reaping) noexcept {
    if (result == -1)
        return errno == ECHILD ? Reaped::elsewhere : Reaped::refused; // Linux 5.3 has pidfds but cannot wait for them
    return reaping.has_reaped() ? Reaped::yes : Reaped::not_yet;
}

} // namespace

Reaped reap_by_pidfd(int pidfd, Reaping& reaping) noexcept {
    const auto call = [&] {
        return ::syscall(SYS_waitid, pidfd_id, pidfd, &reaping.info, WEXITED | any_child | WNOHANG, &reaping.usage);
    };
    return answer(retry(call), reaping);
}

Reaped wait_by_pidfd(int pidfd, Reaping& reaping) {
    return answer(retry([&] { return call_cancellable_waitid(pidfd, reaping); }), reaping);
}

#else

Reaped reap_by_pidfd(int, Reaping&) noexcept {
    return Reaped::refused;
}

Reaped wait_by_pidfd(int, Reaping&) {
    return Reaped::refused;
}

#endif

} // namespace detail::os
} // namespace v1
} // namespace subprocess
