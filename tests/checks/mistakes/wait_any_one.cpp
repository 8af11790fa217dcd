// expect: subprocess: wait_any takes a range of children; some that have names go in braces: {&a, &b}
#include <subprocess.hpp>

using namespace subprocess;

void mistake(Popen& a) {
    wait_any(a);
}
