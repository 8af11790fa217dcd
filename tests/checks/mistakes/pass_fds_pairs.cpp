// expect: pass_fds
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, pass_fds = {{5, 3}, {6, 4}});
}
