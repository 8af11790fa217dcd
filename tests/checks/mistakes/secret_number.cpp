// expect: subprocess: secret() takes a string or a path
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls", secret(1)});
}
