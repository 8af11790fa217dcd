// The child of the interaction example: repeats each line that it reads, and reports on stderr when it starts and
// ends.
#include <iostream>
#include <string>

int main() {
    std::cerr << "repeater: starting\n";
    for (std::string line; std::getline(std::cin, line);)
        std::cout << line << std::endl;
    std::cerr << "repeater: exiting\n";
}
