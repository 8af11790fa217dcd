// expect: write
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Popen process({"cat"}, stdout_ = PIPE);
    process.stdout_.write("text");
}
