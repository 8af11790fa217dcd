// Captures what the command writes to its stdout.
#include <subprocess.hpp>

#include <iostream>

namespace sp = subprocess;

int main() {
    const sp::CompletedProcess completed = sp::run({"ls", "-1"}, sp::stdout_ = sp::PIPE);
    std::cout << "returncode: " << completed.returncode << '\n';
    std::cout << "Have " << completed.stdout_.size() << " bytes in stdout:\n" << completed.stdout_ << '\n';
}
