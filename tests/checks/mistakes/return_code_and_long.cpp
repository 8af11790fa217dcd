// expect: deleted
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Popen process({"ls"});
    (void)(process.poll() == 0L); // X11's None
}
