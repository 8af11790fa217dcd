// expect: read
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Popen process({"cat"}, stdin_ = PIPE);
    process.stdin_.read();
}
