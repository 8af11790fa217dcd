// expect: subprocess: Popen takes no timeout; give it to wait() or communicate()
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    const Result<Popen> process = Popen::try_start({"ls"}, timeout = 5);
}
