// A signal to a shell does not reach the program that the shell has started.
#include "helpers.hpp"

#include <csignal>

namespace sp = subprocess;

// The shell ignores the signal, or it would end and leave its child alone. The last line is there because a shell may
// exec its last command in its own place.
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
    print_rest(proc.stdout_); // the pipe's end comes when the grandchild, too, has ended
}
