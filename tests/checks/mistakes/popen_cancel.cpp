// expect: subprocess: Popen takes no cancel; give it to wait() or communicate()
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Cancellation source;
    Popen process({"ls"}, cancel = source);
}
