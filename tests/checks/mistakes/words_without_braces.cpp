// expect: subprocess: after the command come keyword arguments, name = value. Words of a command go in braces: {"ls", "-l"}. If a variable of yours has the keyword's name, write subprocess::name = value
// [py-187]
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run("ls", "-l");
}
