// no_memory CHILD: lets each allocation of calls that must not throw fail, one after the other, each time in a fresh
// process. Such a call returns a Failure then; it must not end the process.
#include "support/allocations.hpp"

#include <subprocess.hpp>

#include <chrono>
#include <cstdio>
#include <new>
#include <string>
#include <string_view>

#include <sys/wait.h>
#include <unistd.h>

namespace sp = subprocess;
using namespace std::chrono_literals;

namespace {

std::string child;

void call() {
    (void)sp::try_run({child, "exit", "0"});
}

void call_with_sink_that_throws() {
    (void)sp::try_run({child, "to", "1", "x"}, sp::stdout_ = sp::each_line([](std::string_view) { throw 3; }));
}

void call_with_sink_and_limit() {
    (void)sp::try_run({child, "flood", "1"}, sp::timeout = 2ms, sp::stdout_ = sp::each_chunk([](std::string_view) {}));
}

enum : int { failed = 0, has_memory = 1 };

/// \return whether the process has lived on until the call needed no more allocations
bool survives(void (*work)()) {
    constexpr int most_allocations = 1000;
    for (int n = 1; n < most_allocations; ++n) {
        const pid_t pid = ::fork();
        if (pid == 0) {
            const tests::Allocations counted(n);
            try {
                work();
            } catch (const std::bad_alloc&) { // an argument could not be made, before the call
            }
            ::_exit(tests::Allocations::count() < n ? has_memory : failed);
        }
        int status = 0;
        ::waitpid(pid, &status, 0);
        if (!WIFEXITED(status))
            std::printf("allocation %d: ended by signal %d\n", n, WTERMSIG(status));
        if (!WIFEXITED(status) || WEXITSTATUS(status) == has_memory)
            return WIFEXITED(status);
    }
    return false;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2)
        return 2;
    child = argv[1];
    const bool all_survive =
        survives(call) && survives(call_with_sink_that_throws) && survives(call_with_sink_and_limit);
    std::puts(all_survive ? "all calls have returned" : "a call has ended its process");
    return all_survive ? 0 : 1;
}
