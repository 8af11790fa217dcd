// expect: subprocess: append() can only be used for stdout_ and stderr_; a file to read: stdin_ = open("name")
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"cat"}, stdin_ = append("log"));
}
