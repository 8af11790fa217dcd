// expect: subprocess: this function does not take this keyword
// expect: jobs
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"make"}, jobs = 8);
}
