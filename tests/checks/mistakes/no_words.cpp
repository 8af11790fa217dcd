// expect: Args
// [py-2]
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({});
}
