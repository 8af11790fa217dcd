// Talks to a child line by line, and then again with all output read at once.
#include "helpers.hpp"

namespace sp = subprocess;

int main(int, char** argv) {
    std::cout << std::unitbuf; // write at once: the child's stderr goes to the same terminal
    const auto repeater = beside(argv[0], "repeater");

    std::cout << "One line at a time:\n";
    {
        // bufsize = 1 sends each line as soon as it is complete.
        sp::Popen proc({repeater}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE, sp::text = true, sp::bufsize = 1);
        for (int i = 0; i < 5; ++i) {
            proc.stdin_.write(std::to_string(i) + '\n');
            std::cout << proc.stdout_.readline();
        }
        std::cout << proc.communicate().stdout_ << '\n';
    }

    std::cout << "\nAll output at once:\n";
    sp::Popen proc({repeater}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE, sp::text = true);
    for (int i = 0; i < 5; ++i) {
        proc.stdin_.write(std::to_string(i) + '\n');
        proc.stdin_.flush();
    }
    std::cout << proc.communicate().stdout_ << '\n';
}
