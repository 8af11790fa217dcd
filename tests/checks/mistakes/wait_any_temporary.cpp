// expect: subprocess: wait_any returns an iterator, so the range of children needs a name
#include <subprocess.hpp>

#include <vector>

using namespace subprocess;

void mistake(Popen& a, Popen& b) {
    wait_any(std::vector<Popen*>{&a, &b});
}
