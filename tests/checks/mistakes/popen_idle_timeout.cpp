// expect: subprocess: Popen takes no idle_timeout; give it to communicate()
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Popen process({"ls"}, stdout_ = PIPE, idle_timeout = 5);
}
