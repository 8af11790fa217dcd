// expect: subprocess: this keyword takes an integer or None
// [py-5]
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, pipesize = "large");
}
