// Ctrl-C ends the child, and the program goes on to clean up after it.
#include "helpers.hpp"

#include <csignal>
#include <string_view>

namespace sp = subprocess;

sp::Cancellation interrupted;

int main() {
    std::cout << std::unitbuf;
    std::signal(SIGINT, [](int) { interrupted.cancel(); }); // cancel() may be called by a signal handler
    try {
        sp::run({"sh", "-c", "trap '' INT; echo working; sleep 60"}, sp::cancel = interrupted, sp::tree = true,
                sp::stdout_ = sp::each_line([](std::string_view line) {
                    std::cout << line << '\n';
                    std::raise(SIGINT); // here the user presses Ctrl-C
                }));
    } catch (const sp::Cancelled&) {
        std::cout << "interrupted; nothing of it is left\n";
    }
}
