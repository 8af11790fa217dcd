// expect: subprocess: capture_output captures stdout and stderr itself; leave out stdout_ and stderr_
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, capture_output = true, stdout_ = DEVNULL);
}
