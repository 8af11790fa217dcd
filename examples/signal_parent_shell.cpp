// A signal to a shell does not reach the program that the shell has started.
#include "helpers.hpp"

#include <csignal>

namespace sp = subprocess;

// The shell ignores the signal; otherwise it would end before its child. The last line is there because a shell may
// replace itself with its last command.
const char* const script = R"(trap '' USR1
echo "Shell script in process $$"
set -x
"$0" 0.3
{ set +x; } 2> /dev/null)";

int main(int, char** argv) {
    sp::Popen proc({"sh", "-c", script, beside(argv[0], "signal_child")}, sp::stdout_ = sp::PIPE,
                   sp::stderr_ = sp::STDOUT);
    std::cout << "PARENT      : Pausing before signaling " << proc.pid << "...\n";
    print_until(proc.stdout_, "Pausing");

    std::cout << "PARENT      : Signaling child " << proc.pid << '\n';
    proc.send_signal(SIGUSR1);
    print_rest(proc.stdout_); // the pipe ends only when the grandchild has ended, too
}
