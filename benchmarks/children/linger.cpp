// linger MICROSECONDS FD: waits, writes the time of the monotonic clock to FD, and ends.
#include <cstdlib>
#include <ctime>
#include <unistd.h>

int main(int argc, char** argv) {
    if (argc != 3)
        return 2;
    const long microseconds = std::atol(argv[1]);
    const timespec nap{microseconds / 1000000, microseconds % 1000000 * 1000};
    ::nanosleep(&nap, nullptr);
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    const bool is_written = ::write(std::atoi(argv[2]), &now, sizeof now) == sizeof now;
    ::_exit(is_written ? 0 : 1);
}
