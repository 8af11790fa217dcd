// expect: subprocess: call p.stdin_.write(text), or use an OutputStream from <subprocess/iostream.hpp>: OutputStream(p.stdin_) << value
#include <subprocess.hpp>

using namespace subprocess;

void mistake(Popen& process) {
    process.stdin_ << "x";
}
