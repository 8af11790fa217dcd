// stderr_ = STDOUT merges both streams into one pipe, which keeps the order of the writes.
#include "helpers.hpp"

namespace sp = subprocess;

int main() {
    try {
        const std::string output =
            sp::check_output("echo to stdout; echo to stderr 1>&2", sp::shell = true, sp::stderr_ = sp::STDOUT);
        std::cout << "Have " << output.size() << " bytes in output: " << repr(output) << '\n';
    } catch (const sp::CalledProcessError& error) {
        std::cout << "ERROR: " << error.what() << '\n';
    }
}
