// expect: subprocess: check_output takes no stdout_; it always captures it
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    std::string text = check_output({"ls"}, stdout_ = PIPE);
}
