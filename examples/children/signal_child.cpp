// The child of the signal examples: waits for SIGUSR1, but at most for the given number of seconds (3 by default).
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
    std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ); // sends each line as soon as it is complete

    std::printf("CHILD %6d: Setting up signal handler\n", pid);
    std::signal(SIGUSR1, on_usr1);
    // The signal is blocked until pselect() waits for it, so that an early signal is not missed.
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
