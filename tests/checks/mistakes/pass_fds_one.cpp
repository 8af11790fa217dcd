// expect: subprocess: pass_fds takes a list, {3, fd_as(5, 4)}, a vector, array or span of int or of PassedFd, or None
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, pass_fds = fd_as(5, 3));
}
