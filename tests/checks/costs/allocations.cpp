// Counts the allocations of run() with its own operator new. A growing number is a regression that can be seen without
// a clock.
//
//     allocations PROGRAM CHILD LIMIT...
//
// PROGRAM does nothing, CHILD runs a script (see tests/child), and there is a LIMIT for each line of output.
#include <subprocess.hpp>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <new>

namespace sp = subprocess;

namespace {

std::size_t allocations = 0;

std::size_t count(const std::function<void()>& work) {
    work(); // makes the allocations that happen only once in a process
    const std::size_t before = allocations;
    work();
    return allocations - before;
}

bool is_within(const char* name, std::size_t found, const char* limit) {
    std::printf("%s: %zu allocations, at most %s\n", name, found, limit);
    return found <= std::strtoul(limit, nullptr, 10);
}

} // namespace

void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}

void operator delete(void* memory) noexcept {
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

int main(int argc, char** argv) {
    if (argc != 8)
        return 2;
    const char* program = argv[1];
    const char* child = argv[2];
    const std::string input(1 << 20, 'x');
    const std::size_t nothing = count([&] { sp::run({program}); });
    const std::size_t one = count([&] { sp::run({program}, sp::stdout_ = sp::PIPE); });
    const std::size_t both = count([&] { sp::run({program}, sp::capture_output = true); });
    const std::size_t all = count([&] { sp::run({program}, sp::input = input, sp::capture_output = true); });
    const std::size_t much = count([&] { sp::run({child, "repeat", "1", "8000000", "x"}, sp::capture_output = true); });
    bool is_well = is_within("run()", nothing, argv[3]);
    is_well &= is_within("run(stdout_ = PIPE)", one, argv[4]);
    is_well &= is_within("run(capture_output = true)", both, argv[5]);
    is_well &= is_within("run(input, capture_output = true)", all, argv[6]);
    is_well &= is_within("run(capture_output = true) of eight megabytes", much, argv[7]);
    return is_well ? 0 : 1;
}
