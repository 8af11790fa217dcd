// expect: subprocess: check_output takes no check; it always checks
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    std::string text = check_output({"ls"}, check = true);
}
