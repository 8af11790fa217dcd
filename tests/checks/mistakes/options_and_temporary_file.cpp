// expect: subprocess: an Options does not keep a file open; give it a File that lives until the call
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Options options;
    options.stdout_ = open("log", "w"); // closed before it is used
}
