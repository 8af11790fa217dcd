// expect: subprocess: call readline() or read(), or use an InputStream from <subprocess/iostream.hpp>: InputStream(p.stdout_) >> value
#include <subprocess.hpp>

using namespace subprocess;

void mistake(Popen& process) {
    int number = 0;
    process.stdout_ >> number;
}
