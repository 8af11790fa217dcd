// expect: Options
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Options options = {true};
}
