// Drives a program that has a prompt: sends a line and reads the answer up to the next prompt, but only so long. No
// thread is needed.
#include "helpers.hpp"

#include <chrono>

namespace sp = subprocess;
using namespace std::chrono_literals;

namespace {

class Calculator {
public:
    explicit Calculator(const std::filesystem::path& program)
        : m_process({program}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE, sp::text = true, sp::bufsize = 1) {
        std::cout << "It says: " << answer(30s);
    }

    std::string ask(const std::string& line, sp::Timeout limit) {
        m_process.stdin_.write(line + '\n');
        return answer(limit);
    }

    /// What comes before the next prompt, or before its end.
    std::string answer(sp::Timeout limit) { return m_process.stdout_.read_until(">>> ", sp::timeout = limit).before; }

    int wait() { return m_process.wait(); }

private:
    sp::Popen m_process;
};

} // namespace

int main(int, char** argv) {
    Calculator calculator(beside(argv[0], "calculator"));
    std::cout << "6 * 7 is " << calculator.ask("6 * 7", 30s);
    std::cout << "6 + 7 is " << calculator.ask("6 + 7", 30s);
    try {
        calculator.ask("think", 200ms);
    } catch (const sp::TimeoutExpired& late) {
        std::cout << late.what() << '\n';
    }
    std::cout << calculator.ask("1.5 * 3", 30s); // it has lost nothing, and goes on
    std::cout << "At the end it says " << repr(calculator.ask("exit", 30s)) << ", and returns " << calculator.wait()
              << '\n';
}
