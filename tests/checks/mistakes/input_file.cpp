// expect: subprocess: input takes a string or contiguous bytes; a file or a pipe goes to stdin_
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, input = open("name"));
}
