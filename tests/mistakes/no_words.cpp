// expect: Args
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({});
}
