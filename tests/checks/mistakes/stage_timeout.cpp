// expect: subprocess: a stage takes keywords about its own program, such as cwd and env, and stderr_; this one, which is named in the notes below, goes to run_pipeline()
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run_pipeline({"a"}, stage({"b"}, timeout = 5));
}
