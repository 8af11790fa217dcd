// expect: subprocess: timeout, idle_timeout and drain take a std::chrono duration, a number of seconds (int or double), or None
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, timeout = std::optional(true));
}
