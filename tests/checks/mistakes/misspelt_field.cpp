// expect: chek
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Options options;
    options.chek = true;
}
