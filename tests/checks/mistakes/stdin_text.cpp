// expect: subprocess: a string or bytes for the child to read go to input
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"cat"}, stdin_ = "text");
}
