// expect: deleted
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    (void)(run({"ls"}).stdout_ == 0L); // the None of X11
}
