// FreeBSD's procctl(2) on Linux, as far as the library uses it, so that the code for FreeBSD's reapers can be run. It
// tells what that system's manual and kernel sources promise, except that members can start others meanwhile.
#include <sys/procctl.h>

#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::vector<pid_t> children_of(pid_t pid) {
    std::vector<pid_t> children;
    std::error_code error;
    for (fs::directory_iterator task("/proc/" + std::to_string(pid) + "/task", error), end; task != end;) {
        std::ifstream list(task->path() / "children");
        for (pid_t child = 0; list >> child;)
            children.push_back(child);
        if (task.increment(error); error)
            break;
    }
    return children;
}

int answer(int error) {
    errno = error;
    return error == 0 ? 0 : -1;
}

/// Like the kernel: the first refusal counts unless somebody got the signal before, and zombies count until FreeBSD 13.
/// Children are listed before the signal can end their parent.
int reap_kill(procctl_reaper_kill& request) {
    const pid_t reaper = ::getpid();
    const bool is_valid = request.rk_sig > 0 && request.rk_sig < NSIG && request.rk_flags <= REAPER_KILL_CHILDREN;
    if (!is_valid)
        return answer(EINVAL);
    int error = ESRCH;
    request.rk_killed = 0;
    request.rk_fpid = -1;
    std::vector<pid_t> members = children_of(reaper);
    for (std::size_t i = 0; i < members.size(); ++i) {
        const pid_t pid = members[i];
        for (const pid_t child : request.rk_flags == 0 ? children_of(pid) : std::vector<pid_t>())
            members.push_back(child);
        if (::kill(pid, request.rk_sig) == 0) {
            ++request.rk_killed;
            error = 0;
        } else if (error == ESRCH && errno == EPERM) {
            request.rk_fpid = pid;
            error = EPERM;
        }
    }
    return answer(error);
}

} // namespace

extern "C" int procctl(idtype_t type, id_t id, int command, void* data) {
    if (type != P_PID || static_cast<pid_t>(id) != ::getpid())
        return answer(EPERM);
    switch (command) {
    case PROC_REAP_ACQUIRE:
        return ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    case PROC_REAP_KILL:
        return reap_kill(*static_cast<procctl_reaper_kill*>(data));
    case PROC_PDEATHSIG_CTL:
        return ::prctl(PR_SET_PDEATHSIG, *static_cast<const int*>(data));
    default:
        return answer(EINVAL);
    }
}
