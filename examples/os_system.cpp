// Runs a command that shares our stdin, stdout and stderr, and waits for it.
#include <subprocess.hpp>

#include <iostream>

namespace sp = subprocess;

int main() {
    const sp::CompletedProcess completed = sp::run({"ls", "-1"});
    std::cout << "returncode: " << completed.returncode << '\n';
}
