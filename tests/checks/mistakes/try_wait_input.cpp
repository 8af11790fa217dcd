// expect: subprocess: this function does not take this keyword
#include <subprocess.hpp>

using namespace subprocess;

void mistake(Popen& process) {
    const Result<int> code = process.try_wait(5, input = "x");
}
