// expect: subprocess: preexec_fn takes a callable without arguments
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, preexec_fn = 5);
}
