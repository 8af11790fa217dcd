// Lets a shell run the command, which first expands variables and patterns.
#include <subprocess.hpp>

#include <iostream>

namespace sp = subprocess;

int main() {
    const sp::CompletedProcess completed = sp::run("echo $HOME", sp::shell = true);
    std::cout << "returncode: " << completed.returncode << '\n';
}
