// expect: subprocess: a keyword needs a value, as in capture_output = true
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, capture_output);
}
