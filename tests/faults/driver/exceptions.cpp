#include "exceptions.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>

#include <sys/syscall.h>

namespace faults {
namespace {

struct Exception {
    const char* reason;
    bool (*covers)(const std::string& scenario, const Case& one);
};

bool is_error(const Case& one, int value) {
    return one.fault.kind == Kind::error && one.fault.value == value;
}

bool is_tree(const std::string& scenario) {
    return scenario.rfind("tree: ", 0) == 0;
}

/// In a scenario of trees.
bool is_supervisor(const Call& call) {
    return std::count(call.role.begin(), call.role.end(), '.') == 1;
}

bool is_later_refusal(const std::string& scenario, const Case& one) {
    const bool is_refusal = is_error(one, ENOSYS) || is_error(one, EPERM) || is_error(one, EINVAL);
    return is_tree(scenario) && is_supervisor(one.call) && one.call.number == SYS_waitid && one.call.occurrence > 1 &&
           is_refusal;
}

bool is_untrue(const std::string& scenario, const Case& one) {
    return is_tree(scenario) && is_supervisor(one.call) && one.call.number == SYS_openat && is_error(one, ENOENT);
}

bool is_wait_of_libc(const std::string& scenario, const Case& one) {
    return scenario == "start: no program, posix_spawn" && one.call.number == SYS_wait4 && is_error(one, EINTR);
}

bool is_end_of_supervisor(const std::string& scenario, const Case& one) {
    return scenario == "tree: leftover" && is_supervisor(one.call) && one.fault.kind == Kind::signal &&
           one.fault.value == SIGKILL;
}

bool is_of_another_system(const std::string&, const Case& one) {
    return !is_known(one.call);
}

const Exception exceptions[] = {
    {"errors.cpp does not know the call, which another kernel or libc makes.", is_of_another_system},
    {"A supervisor that runs gets no new filter, so what has worked once is not refused later.", is_later_refusal},
    {"What /proc does not know has ended; here it has not.", is_untrue},
    {"libc's posix_spawn() waits with all signals blocked, so nothing interrupts it.", is_wait_of_libc},
    {"A daemon outlives a supervisor that is killed, and its pipes with it.", is_end_of_supervisor},
};

} // namespace

const char* reason_to_skip(const std::string& scenario, const Case& one) {
    for (const Exception& exception : exceptions)
        if (exception.covers(scenario, one))
            return exception.reason;
    return nullptr;
}

} // namespace faults
