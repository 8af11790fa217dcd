// expect: subprocess: this function does not take this keyword
#include <subprocess.hpp>

using namespace subprocess;

void mistake(Popen& process) {
    process.wait(grace = 5);
}
