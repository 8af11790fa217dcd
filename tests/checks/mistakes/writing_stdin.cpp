// expect: subprocess: write p.stdin_.write(text), or write by an OutputStream of <subprocess/iostream.hpp>: OutputStream(p.stdin_) << value
#include <subprocess.hpp>

using namespace subprocess;

void mistake(Popen& process) {
    process.stdin_ << "x";
}
