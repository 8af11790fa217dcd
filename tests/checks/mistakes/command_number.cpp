// expect: subprocess: the command must be a string, a path, or a list of strings and paths
// [py-32]
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run(5);
}
