// expect: deleted
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    (void)(run({"ls"}).stdout_ == nullptr);
}
