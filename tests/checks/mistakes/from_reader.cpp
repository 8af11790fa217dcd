// expect: subprocess: the stream of another Popen goes to stdin_ as it is
#include <subprocess.hpp>

using namespace subprocess;

void mistake(Popen& process) {
    run({"cat"}, stdin_ = from(process.stdout_));
}
