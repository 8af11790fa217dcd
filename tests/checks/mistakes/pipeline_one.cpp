// expect: subprocess: a pipeline has at least two stages
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run_pipeline({"dmesg"}, check = true);
}
