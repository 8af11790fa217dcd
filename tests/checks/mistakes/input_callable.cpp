// expect: goes to stdin_, and so does a callable or from(stream)
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run(
        {"cat"}, input = [] { return "text"; });
}
