// expect: subprocess: say which you mean: x != None (it was captured) or !x.empty() (it has text)
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    if (run({"ls"}).stdout_)
        return;
}
