#include "watchdog.hpp"

#include <cerrno>
#include <csignal>

#include <sys/time.h>
#include <sys/wait.h>

namespace faults {

int patience = 60;

namespace {

volatile std::sig_atomic_t ticks = 0;

void set_timer(time_t seconds) {
    const itimerval every{{seconds, 0}, {seconds, 0}};
    ::setitimer(ITIMER_REAL, &every, nullptr);
}

} // namespace

Watchdog::Watchdog() {
    struct sigaction interrupt {};
    interrupt.sa_handler = [](int) { ticks = ticks + 1; };
    ::sigaction(SIGALRM, &interrupt, nullptr);
    ticks = 0;
    set_timer(1);
}

Watchdog::~Watchdog() {
    set_timer(0);
}

pid_t Watchdog::wait(int& status) {
    while (ticks < patience) {
        const pid_t pid = ::waitpid(-1, &status, __WALL);
        if (pid > 0 || errno != EINTR)
            return pid;
    }
    return 0;
}

} // namespace faults
