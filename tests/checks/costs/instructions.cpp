// instructions PROGRAM COUNT: captures the output of a program COUNT times, for callgrind. See instructions.cmake.
#include <subprocess.hpp>

#include <cstdlib>

namespace sp = subprocess;

int main(int argc, char** argv) {
    if (argc != 3)
        return 2;
    for (int i = std::atoi(argv[2]); i > 0; --i)
        sp::run({argv[1]}, sp::stdout_ = sp::PIPE);
}
