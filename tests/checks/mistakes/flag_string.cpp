// expect: subprocess: this keyword takes true or false
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, check = "yes");
}
