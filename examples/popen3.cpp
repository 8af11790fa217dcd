// Also captures the errors, like popen3().
#include "helpers.hpp"

namespace sp = subprocess;

int main() {
    std::cout << "popen3:\n";
    sp::Popen proc(R"(cat -; echo "to stderr" 1>&2)", sp::shell = true, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE,
                   sp::stderr_ = sp::PIPE);
    const auto [stdout_value, stderr_value] = proc.communicate("through stdin to stdout");
    std::cout << "pass through: " << repr(stdout_value) << '\n';
    std::cout << "stderr      : " << repr(stderr_value) << '\n';
}
