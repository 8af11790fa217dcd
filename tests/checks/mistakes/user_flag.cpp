// expect: subprocess: a user or a group is a number, a name or None
// [py-14]
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, user_ = true);
}
