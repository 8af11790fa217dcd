// expect: subprocess: call and wait take no idle_timeout: they read and write nothing; use run() or communicate()
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Popen({"ls"}).wait(idle_timeout = 5);
}
