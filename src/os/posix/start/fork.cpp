#include "ways.hpp"

#include "cgroup.hpp"
#include "child.hpp"
#include "os/posix/io/spawn_lock.hpp"
#include "os/posix/posix.hpp"
#include "plan.hpp"
#include "report_pipe.hpp"
#include "signals_blocked.hpp"

#include <unistd.h>

#include <cerrno>
#include <optional>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

bool start_by_fork(PreparedChild& child, Started& started) {
    ReportPipe pipe(child);
    std::optional<SharedReport> shared;
    if (child.plan.cgroup >= 0)
        shared.emplace(child);
    child.plan.reset_handlers = true;
    pid_t pid = -1;
    int error = 0;
    {
        const auto lock = lock_inheritance();
        const SignalsBlocked blocked(child.plan);
        pid = shared ? copy_into_cgroup(child) : ::fork();
        error = errno;
        if (pid == 0)
            run_child(child.plan);
    }
    if (pid == -1)
        throw_errno(error);
    started.pid = pid;
    pipe.read();
    if (shared)
        shared->take();
    return true;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
