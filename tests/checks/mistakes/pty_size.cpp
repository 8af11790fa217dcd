// expect: subprocess: pty takes true, false or a Pty: pty = Pty{24, 80}
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, pty = 24);
}
