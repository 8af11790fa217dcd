// expect: subprocess: run_all takes a range of commands
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run_all("ls", shell = true);
}
