// expect: no matching function for call to
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run_all({"ls", "-l"}); // one command, or two?
}
