// expect: subprocess: after the command come keyword arguments, name = value. Words of a command go in braces: {"ls", "-l"}. If a variable of yours has the keyword's name, write subprocess::name = value
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    double timeout = 5;
    run({"ls"}, timeout = timeout);
}
