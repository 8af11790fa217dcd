// expect: WriteFieldNames
// [py-187]
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Options options = {true};
}
