// expect: subprocess: a step of grace is a signal and a std::chrono duration, as in grace = {{SIGINT, 2s}, {SIGTERM, 5s}}
#include <subprocess.hpp>

#include <csignal>

using namespace subprocess;

void mistake() {
    run({"ls"}, grace = {SIGINT, SIGTERM});
}
