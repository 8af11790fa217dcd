// expect: subprocess: from() is for stdin_
#include <subprocess.hpp>

using namespace subprocess;

void mistake(File& file) {
    run({"cat"}, stdout_ = from(file));
}
