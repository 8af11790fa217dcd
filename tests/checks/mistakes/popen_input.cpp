// expect: subprocess: Popen takes no input; use stdin_ = PIPE and communicate(input)
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Popen process({"ls"}, input = "text");
}
