// Runs a program twice, the second time between two calls of getppid(), so that check.cmake can count the system calls
// between them. A tracer counts, which must not change what the library does.
#include <subprocess.hpp>

#include "os/posix/ask/features.hpp"

#include <string_view>
#include <sys/syscall.h>
#include <unistd.h>

namespace sp = subprocess;

int main(int argc, char** argv) {
    if (argc != 4)
        return 2;
    const char* program = argv[1];
    const bool restore = argv[2] != std::string_view("keep-signals");
    sp::Options streams;
    streams.stdout_ = sp::PIPE;
    if (argv[3] == std::string_view("2"))
        streams.stderr_ = sp::PIPE;
    const auto run = [&] { sp::run({program}, streams, sp::restore_signals = restore); };

    sp::detail::os::give_up(sp::detail::os::Feature::tracer);
    run(); // finds out what a process finds out only once
    ::syscall(SYS_getppid);
    run();
    ::syscall(SYS_getppid);
}
