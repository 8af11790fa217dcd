// expect: deleted
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    (void)(run({"ls"}).stdout_ == 0L); // X11's None
}
