// expect: subprocess: to() takes an open stream; a file by name
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, stdout_ = to("log"));
}
