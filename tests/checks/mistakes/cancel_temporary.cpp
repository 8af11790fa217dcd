// expect: subprocess: a Cancellation must outlive the call: give it a name
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, cancel = Cancellation());
}
