// expect: subprocess: this keyword takes a string, a path or None
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, cwd = secret("folder"));
}
