// Combines output and errors in one stream, like popen4().
#include "helpers.hpp"

namespace sp = subprocess;

int main() {
    std::cout << "popen4:\n";
    sp::Popen proc(R"(cat -; echo "to stderr" 1>&2)", sp::shell = true, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE,
                   sp::stderr_ = sp::STDOUT);
    const auto [stdout_value, stderr_value] = proc.communicate("through stdin to stdout\n");
    std::cout << "combined output: " << repr(stdout_value) << '\n';
    std::cout << "stderr value   : " << repr(stderr_value) << '\n';
}
