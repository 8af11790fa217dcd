// expect: subprocess: pass_fds takes a vector, array or span of int, or None
// [py-81]
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, pass_fds = 3);
}
