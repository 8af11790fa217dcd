// FreeBSD's procctl(2) on Linux, as far as the library uses it, so that the code for FreeBSD's reapers can be run. It
// tells what that system's manual and kernel sources promise, except that nobody is stopped while the others get the
// signal.
#include <sys/procctl.h>

#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
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

std::vector<pid_t> descendants_of(pid_t pid) {
    std::vector<pid_t> all = children_of(pid);
    for (std::size_t i = 0; i < all.size(); ++i)
        for (const pid_t child : children_of(all[i]))
            all.push_back(child);
    return all;
}

/// Neither a zombie nor about to become one.
bool lives(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    std::getline(file, line);
    const std::size_t name_end = line.rfind(')');
    constexpr std::size_t to_state = 2;
    return name_end != line.npos && line[name_end + to_state] != 'Z' && line[name_end + to_state] != 'X';
}

int answer(int error) {
    errno = error;
    return error == 0 ? 0 : -1;
}

/// Like the kernel: the first refusal counts unless somebody got the signal before.
int reap_kill(procctl_reaper_kill& request) {
    const pid_t reaper = ::getpid();
    const bool is_valid = request.rk_sig > 0 && request.rk_sig < NSIG && request.rk_flags <= REAPER_KILL_CHILDREN;
    if (!is_valid)
        return answer(EINVAL);
    int error = ESRCH;
    request.rk_killed = 0;
    request.rk_fpid = -1;
    for (const pid_t pid : request.rk_flags != 0 ? children_of(reaper) : descendants_of(reaper)) {
        if (!lives(pid))
            continue;
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
