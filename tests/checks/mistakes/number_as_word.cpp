// expect: subprocess: an argument must be a string or a path, as in Python; for a number write std::to_string(n)
// [py-32]
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"head", "-n", 5});
}
