// expect: subprocess: input takes a string or contiguous bytes (span, vector, array)
#include <subprocess.hpp>
#include <vector>

using namespace subprocess;

void mistake() {
    run({"ls"}, input = std::vector<int>{1});
}
