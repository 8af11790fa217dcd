// Captures only stdout: stderr still goes to the terminal, and because of the exception the output is not printed.
#include <subprocess.hpp>

#include <iostream>

namespace sp = subprocess;

int main() {
    try {
        const sp::CompletedProcess completed = sp::run("echo to stdout; echo to stderr 1>&2; exit 1", sp::check = true,
                                                       sp::shell = true, sp::stdout_ = sp::PIPE);
        std::cout << "returncode: " << completed.returncode << '\n';
        std::cout << "Have " << completed.stdout_.size() << " bytes in stdout: " << completed.stdout_ << '\n';
    } catch (const sp::CalledProcessError& error) {
        std::cout << "ERROR: " << error.what() << '\n';
    }
}
