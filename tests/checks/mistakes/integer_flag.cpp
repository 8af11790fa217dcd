// expect: subprocess: this keyword takes an integer or None
// [py-3]
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, bufsize = true);
}
