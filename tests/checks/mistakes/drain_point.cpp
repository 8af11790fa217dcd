// expect: subprocess: this keyword takes a duration, not a point in time
#include <subprocess.hpp>

#include <chrono>

using namespace subprocess;

void mistake() {
    run({"ls"}, drain = std::chrono::steady_clock::now());
}
