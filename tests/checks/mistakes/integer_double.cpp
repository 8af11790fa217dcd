// expect: subprocess: this keyword takes an integer or None
// [py-23]
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, umask_ = 2.5);
}
