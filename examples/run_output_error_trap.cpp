// Captures stdout and stderr separately. Without check = true a return code of 1 does not throw.
#include "helpers.hpp"

namespace sp = subprocess;

int main() {
    const sp::CompletedProcess completed = sp::run("echo to stdout; echo to stderr 1>&2; exit 1", sp::shell = true,
                                                   sp::stdout_ = sp::PIPE, sp::stderr_ = sp::PIPE);
    std::cout << "returncode: " << completed.returncode << '\n';
    std::cout << "Have " << completed.stdout_.size() << " bytes in stdout: " << repr(completed.stdout_) << '\n';
    std::cout << "Have " << completed.stderr_.size() << " bytes in stderr: " << repr(completed.stderr_) << '\n';
}
