// expect: subprocess: STDOUT can only be used for stderr_ (stderr_ = STDOUT sends stderr where stdout goes)
// [py-12]
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, stdin_ = STDOUT);
}
