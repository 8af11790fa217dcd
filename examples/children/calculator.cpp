// The child of the repl example: a calculator with a prompt, as interpreters have one. It multiplies two numbers; to
// `think` it has no answer before the next line.
#include <iostream>
#include <sstream>
#include <string>

namespace {

void answer(const std::string& line) {
    std::istringstream words(line);
    double a = 0, b = 0;
    char sign = 0;
    if (words >> a >> sign >> b && sign == '*')
        std::cout << a * b << '\n';
    else
        std::cout << "error: this is no product: " << line << '\n';
}

} // namespace

int main() {
    std::cout << "calculator 1.0\n>>> " << std::flush; // a prompt is no line
    for (std::string line; std::getline(std::cin, line); std::cout << ">>> " << std::flush) {
        if (line == "exit")
            return 0;
        if (line == "think" && std::getline(std::cin, line))
            std::cout << "this is hard\n";
        answer(line);
    }
}
