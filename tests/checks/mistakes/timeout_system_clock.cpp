// expect: subprocess: a point in time must be of std::chrono::steady_clock: system_clock can be set, and would jump
#include <subprocess.hpp>

#include <chrono>

using namespace subprocess;

void mistake() {
    run({"ls"}, timeout = std::chrono::system_clock::now());
}
