// expect: captur_output
// [py-2]
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, captur_output = true);
}
