// expect: pass_fds
// [py-81]
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, pass_fds = {"3"});
}
