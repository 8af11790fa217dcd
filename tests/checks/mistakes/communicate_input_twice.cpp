// expect: subprocess: a keyword is given twice in one call
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Popen({"ls"}).communicate("data", input = "more");
}
