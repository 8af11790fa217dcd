// expect: subprocess: grace takes a std::chrono duration, a number of seconds (int or double), steps such as
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Options options;
    options.grace = true;
}
