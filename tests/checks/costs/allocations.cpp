// Counts the allocations of run(). A growing number is a regression that can be seen without a clock.
//
//     allocations PROGRAM CHILD LIMIT...
//
// PROGRAM does nothing, CHILD runs a script (see tests/child), and there is a LIMIT for each line of output.
#include "support/allocations.hpp"

#include <subprocess.hpp>

#include <cstdio>
#include <cstdlib>
#include <functional>

namespace sp = subprocess;

namespace {

long count(const std::function<void()>& work) {
    work(); // makes the allocations that happen only once in a process
    const tests::Allocations counted;
    work();
    return tests::Allocations::count();
}

bool is_within(const char* name, long found, const char* limit) {
    std::printf("%s: %ld allocations, at most %s\n", name, found, limit);
    return found <= std::strtol(limit, nullptr, 10);
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 8)
        return 2;
    const char* program = argv[1];
    const char* child = argv[2];
    const std::string input(1 << 20, 'x');
    const long nothing = count([&] { sp::run({program}); });
    const long one = count([&] { sp::run({program}, sp::stdout_ = sp::PIPE); });
    const long both = count([&] { sp::run({program}, sp::capture_output = true); });
    const long all = count([&] { sp::run({program}, sp::input = input, sp::capture_output = true); });
    const long much = count([&] { sp::run({child, "repeat", "1", "8000000", "x"}, sp::capture_output = true); });
    bool is_well = is_within("run()", nothing, argv[3]);
    is_well &= is_within("run(stdout_ = PIPE)", one, argv[4]);
    is_well &= is_within("run(capture_output = true)", both, argv[5]);
    is_well &= is_within("run(input, capture_output = true)", all, argv[6]);
    is_well &= is_within("run(capture_output = true) of eight megabytes", much, argv[7]);
    return is_well ? 0 : 1;
}
