// expect: subprocess: Popen takes no timeout; give it to wait() or communicate()
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Popen process({"ls"}, timeout = 5);
}
