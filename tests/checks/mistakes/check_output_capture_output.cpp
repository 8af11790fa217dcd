// expect: subprocess: check_output takes no capture_output; use stderr_ = PIPE or stderr_ = STDOUT
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    std::string text = check_output({"ls"}, capture_output = true);
}
