// expect: subprocess: a stage takes keywords about its own program
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run_pipeline({"a"}, stage({"b"}, stdout_ = DEVNULL));
}
