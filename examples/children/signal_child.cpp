// The child of the signal examples: waits for SIGUSR1, but only for so many seconds (3, or its argument).
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include <sys/select.h>
#include <unistd.h>

namespace {

volatile std::sig_atomic_t received = 0;

void on_usr1(int) {
    received = 1;
}

} // namespace

int main(int argc, char** argv) {
    const double seconds = argc > 1 ? std::atof(argv[1]) : 3;
    const int pid = getpid();
    std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ); // a pipe gets each line when it is complete

    std::printf("CHILD %6d: Setting up signal handler\n", pid);
    std::signal(SIGUSR1, on_usr1);
    // Blocked until pselect() waits for it: a signal that comes before is not slept through.
    sigset_t usr1;
    sigset_t before;
    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);
    sigprocmask(SIG_BLOCK, &usr1, &before);

    std::printf("CHILD %6d: Pausing to wait for signal\n", pid);
    timespec limit{};
    limit.tv_sec = static_cast<std::time_t>(seconds);
    limit.tv_nsec = static_cast<long>((seconds - static_cast<double>(limit.tv_sec)) * 1e9);
    pselect(0, nullptr, nullptr, nullptr, &limit, &before);

    std::printf("CHILD %6d: %s\n", pid, received != 0 ? "Received USR1" : "Never received signal");
}
