// A signal to a process group reaches the shell and the program that the shell has started.
#include "helpers.hpp"

#include <csignal>

#include <unistd.h>

namespace sp = subprocess;

// Runs in the child just before exec. dprintf has no buffer that a fork could copy; a program with threads
// must not do even this. (For the group alone, process_group = 0 needs no function.)
void show_setting_pgrp() {
    dprintf(STDOUT_FILENO, "Calling setpgid() from %d\n", getpid());
    setpgid(0, 0);
    dprintf(STDOUT_FILENO, "Process group is now %d\n", getpgrp());
}

// The shell ignores the signal; otherwise it would end before its child. The last line is there because a shell may
// replace itself with its last command.
const char* const script = R"(trap '' USR1
echo "Shell script in process $$"
set -x
"$0" 3
{ set +x; } 2> /dev/null)";

int main(int, char** argv) {
    sp::Popen proc({"sh", "-c", script, beside(argv[0], "signal_child")}, sp::stdout_ = sp::PIPE,
                   sp::stderr_ = sp::STDOUT, sp::preexec_fn = show_setting_pgrp);
    print_until(proc.stdout_, "Process group");
    std::cout << "PARENT      : Pausing before signaling " << proc.pid << "...\n";
    print_until(proc.stdout_, "Pausing");

    std::cout << "PARENT      : Signaling process group " << proc.pid << '\n';
    killpg(proc.pid, SIGUSR1);
    print_rest(proc.stdout_);
}
