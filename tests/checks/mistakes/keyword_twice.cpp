// expect: subprocess: a keyword is given twice in one call
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, timeout = 5, check = true, timeout = 6);
}
