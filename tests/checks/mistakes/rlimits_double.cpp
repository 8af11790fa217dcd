// expect: subprocess: a limit is an integer, RLIM_INFINITY, or two of them: {soft, hard}
#include <subprocess.hpp>

using namespace subprocess;

constexpr int cpu_time = 0;

void mistake() {
    run({"ls"}, rlimits = {{cpu_time, 2.5}});
}
