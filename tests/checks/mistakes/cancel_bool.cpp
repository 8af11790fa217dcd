// expect: subprocess: cancel takes a Cancellation, a std::stop_token or None
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, cancel = true);
}
