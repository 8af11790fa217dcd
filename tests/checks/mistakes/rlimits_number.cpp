// expect: subprocess: rlimits takes a list, {{RLIMIT_CPU, 2}, ...}, or None
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, rlimits = 2);
}
