// Two-way communication, like popen2().
#include "helpers.hpp"

namespace sp = subprocess;

int main() {
    std::cout << "popen2:\n";
    sp::Popen proc({"cat", "-"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE);
    const sp::Output stdout_value = proc.communicate("through stdin to stdout").stdout_;
    std::cout << "pass through: " << repr(stdout_value) << '\n';
}
