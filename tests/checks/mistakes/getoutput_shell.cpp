// expect: subprocess: this function does not take this keyword
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    std::string text = getoutput("ls", shell = true);
}
