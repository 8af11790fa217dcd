// Talks to programs that believe in a person: the examples of expect in docs/terminals.md. What is typed at these
// programs is shown, so it comes before the answers.
#include "helpers.hpp"

#include <subprocess/expect.hpp>
#include <subprocess/which.hpp>

#include <chrono>
#include <regex>
#include <string>

namespace sp = subprocess;
using namespace std::chrono_literals;

namespace {

void type(sp::Popen& program, const std::string& line) {
    program.stdin_.write(line);
    program.stdin_.flush();
}

void ask_python() {
    // [python]
    sp::Popen python({"python3", "-q"}, sp::pty = true, sp::text = true, sp::env = {sp::os_environ, {"TERM", "dumb"}});
    sp::expect(python.stdout_, ">>> ", sp::timeout = 30s);
    const std::regex error("\n(\\w+Error): .*\n>>> $"), value("\n(.*)\n>>> $");
    for (const char* line : {"6 * 7\n", "6 * nothing\n"}) {
        type(python, line);
        const sp::Match answer = sp::expect(python.stdout_, {error, value}, sp::timeout = 30s);
        std::cout << (answer.index == 0 ? "Python complains of a " : "Python says ") << answer.groups[1] << '\n';
    }
    python.communicate("", 30s); // types the end of the input
    // [/python]
}

void log_in() {
    // [password]
    constexpr const char* login = "import getpass; print(len(getpass.getpass('Password: ')), 'characters')";
    sp::Popen program({"python3", "-c", login}, sp::pty = true, sp::text = true);
    sp::expect(program.stdout_, std::regex("[Pp]assword: *$"), sp::timeout = 30s);
    if (!sp::wait_no_echo(program, sp::timeout = 30s))
        return; // it has ended
    type(program, "open sesame\n");
    std::cout << "It has read " << sp::expect(program.stdout_, std::regex("\\d+ characters")).matched << '\n';
    // [/password]
}

void command_bash() {
    // [bash]
    sp::Popen bash({"bash", "--norc", "--noprofile"}, sp::pty = true, sp::text = true,
                   sp::env = {sp::os_environ, {"TERM", "dumb"}, {"PS1", "ready> "}});
    sp::expect(bash.stdout_, "ready> ", sp::timeout = 30s);
    type(bash, "cd /; pwd\n");
    std::cout << "bash is in " << sp::expect(bash.stdout_, std::regex("\n(.*)\nready> $"), sp::timeout = 30s).groups[1];
    type(bash, "exit 3\n");
    bash.communicate(sp::timeout = 30s);
    std::cout << " and returns " << bash.returncode << '\n';
    // [/bash]
}

void calculate() {
    // [bc]
    sp::Popen bc({"bc", "-q"}, sp::pty = sp::Pty{24, 80, false}, sp::text = true);
    type(bc, "2 ^ 100\n");
    std::cout << "bc says " << sp::expect(bc.stdout_, std::regex("\\d{5,}"), sp::timeout = 30s).matched << '\n';
    type(bc, "quit\n");
    bc.communicate(sp::timeout = 30s);
    // [/bc]
}

} // namespace

int main() {
    std::cout << std::unitbuf;
    ask_python();
    log_in();
    command_bash();
    if (sp::which("bc"))
        calculate();
    else
        std::cout << "bc is not installed\n";
}
