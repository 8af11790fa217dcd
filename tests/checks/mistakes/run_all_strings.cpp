// expect: subprocess: run_all takes a range of commands, and a range of strings is one command
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    const std::vector<std::string> command{"ls", "-l"};
    run_all(command);
}
