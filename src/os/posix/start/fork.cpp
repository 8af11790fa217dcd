#include "ways.hpp"

#include "child.hpp"
#include "os/posix/io/spawn_lock.hpp"
#include "os/posix/posix.hpp"
#include "plan.hpp"
#include "report_pipe.hpp"
#include "signals_blocked.hpp"

#include <unistd.h>

#include <cerrno>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

bool start_by_fork(PreparedChild& child, Started& started) {
    ReportPipe pipe(child);
    child.plan.reset_handlers = true;
    pid_t pid = -1;
    int error = 0;
    {
        const auto lock = lock_inheritance();
        const SignalsBlocked blocked(child.plan);
        pid = ::fork();
        error = errno;
        if (pid == 0)
            run_child(child.plan);
    }
    if (pid == -1)
        throw_errno(error);
    started.pid = pid;
    pipe.read();
    return true;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
