// expect: subprocess: write readline() or read(), or read by an InputStream of <subprocess/iostream.hpp>: InputStream(p.stdout_) >> value
#include <subprocess.hpp>

using namespace subprocess;

void mistake(Popen& process) {
    int number = 0;
    process.stdout_ >> number;
}
