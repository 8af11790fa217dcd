#include <subprocess.hpp>

#include <iostream>

namespace sp = subprocess;

int main(int argc, char* argv[]) {
    if (argc > 1) {
        std::cout << argv[1];
        return 0;
    }
    // It starts itself, because no other program exists on every system.
    std::cout << sp::run({argv[0], "hello"}, sp::capture_output = true, sp::check = true) << '\n';
}
