// expect: deleted
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Popen process({"ls"});
    (void)(process.poll() == 0L); // the None of X11
}
