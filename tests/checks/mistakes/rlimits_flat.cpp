// expect: subprocess: rlimits takes a list of limits, each in braces: {{RLIMIT_CPU, 2}}
#include <subprocess.hpp>

using namespace subprocess;

constexpr int cpu_time = 0;

void mistake() {
    run({"ls"}, rlimits = {cpu_time, 2});
}
