// expect: subprocess: a soft and a hard limit go in braces: {RLIMIT_AS, {soft, hard}}
#include <subprocess.hpp>

using namespace subprocess;

constexpr int cpu_time = 0;

void mistake() {
    run({"ls"}, rlimits = {{cpu_time, 1, 2}});
}
