// expect: subprocess: Popen takes no check; use run() or check_call(), or look at returncode
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Popen process({"ls"}, check = true);
}
