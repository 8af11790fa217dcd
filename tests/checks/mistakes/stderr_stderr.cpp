// expect: subprocess: STDERR can only be used for stdout_ (stdout_ = STDERR sends stdout where stderr goes)
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, stderr_ = STDERR);
}
