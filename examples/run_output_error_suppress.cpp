// DEVNULL discards a stream: it is neither shown nor captured, so the results are None.
#include "helpers.hpp"

namespace sp = subprocess;

int main() {
    const sp::CompletedProcess completed = sp::run("echo to stdout; echo to stderr 1>&2; exit 1", sp::shell = true,
                                                   sp::stdout_ = sp::DEVNULL, sp::stderr_ = sp::DEVNULL);
    std::cout << "returncode: " << completed.returncode << '\n';
    std::cout << "stdout is " << repr(completed.stdout_) << '\n';
    std::cout << "stderr is " << repr(completed.stderr_) << '\n';
}
