// expect: captur_output
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, captur_output = true);
}
