// expect: subprocess: extra_groups is a list, not a string
// [py-16]
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, extra_groups = "wheel");
}
