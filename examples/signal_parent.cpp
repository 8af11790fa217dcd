// Sends a signal to a child.
#include "helpers.hpp"

#include <csignal>

namespace sp = subprocess;

int main(int, char** argv) {
    sp::Popen proc({beside(argv[0], "signal_child")}, sp::stdout_ = sp::PIPE);
    std::cout << "PARENT      : Pausing before sending signal...\n";
    print_until(proc.stdout_, "Pausing"); // better than a sleep: the child reports that it is ready

    std::cout << "PARENT      : Signaling child\n";
    proc.send_signal(SIGUSR1);
    print_rest(proc.stdout_);
}
