// Replaces the shell's command substitution and pipelines.
#include "helpers.hpp"

#include <csignal>

using namespace subprocess;

int main() {
    // [substitution]
    std::string output = check_output({"echo", "hello"});
    // [/substitution]
    std::cout << repr(output) << '\n';

    // [pipeline]
    Popen p1({"seq", "1000000"}, stdout_ = PIPE);
    Popen p2({"grep", "-m1", "99"}, stdin_ = p1.stdout_, stdout_ = PIPE);
    p1.stdout_.close(); // p1 gets a SIGPIPE if p2 ends first
    std::string found = p2.communicate().stdout_;
    // [/pipeline]
    std::cout << repr(found) << '\n';
    std::cout << "seq was ended by SIGPIPE: " << (p1.wait() == -SIGPIPE ? "yes" : "no") << '\n';

    // [trusted_pipeline]
    std::string same = check_output("seq 1000000 | grep -m1 99", shell = true);
    // [/trusted_pipeline]
    std::cout << repr(same) << '\n';
}
