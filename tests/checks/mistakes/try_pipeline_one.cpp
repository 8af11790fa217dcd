// expect: subprocess: a pipeline has at least two stages
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    const auto result = try_run_pipeline({"dmesg"}, check = true);
}
