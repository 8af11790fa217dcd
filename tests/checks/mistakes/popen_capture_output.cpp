// expect: subprocess: Popen takes no capture_output; use stdout_ = PIPE, stderr_ = PIPE
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Popen process({"ls"}, capture_output = true);
}
