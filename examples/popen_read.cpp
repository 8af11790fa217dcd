// One-way communication: reads everything that a process writes.
#include "helpers.hpp"

namespace sp = subprocess;

int main() {
    std::cout << "read:\n";
    sp::Popen proc({"echo", R"("to stdout")"}, sp::stdout_ = sp::PIPE);
    const sp::Output stdout_value = proc.communicate().stdout_;
    std::cout << "stdout: " << repr(stdout_value) << '\n';
}
