// expect: subprocess: say which you mean: rc != None (it has ended) or rc != 0 (it has failed)
#include <subprocess.hpp>

using namespace subprocess;

void mistake(const Popen& process) {
    const bool failed = process.returncode;
    (void)failed;
}
