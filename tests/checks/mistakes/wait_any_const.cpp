// expect: subprocess: wait_any changes the Popens of the children: the range must not be const
#include <subprocess.hpp>

#include <vector>

using namespace subprocess;

void mistake(const std::vector<Popen>& children) {
    wait_any(children);
}
