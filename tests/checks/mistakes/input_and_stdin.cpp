// expect: subprocess: input goes to the process's stdin itself; leave out stdin_
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, input = "text", stdin_ = PIPE);
}
