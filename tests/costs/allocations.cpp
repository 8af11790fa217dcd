// Counts what run() allocates, by an operator new of its own: allocations PROGRAM. A number that grows is a regression
// that no clock is needed to see.
#include <subprocess.hpp>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <new>

namespace sp = subprocess;

namespace {

std::size_t allocations = 0;

std::size_t count(const std::function<void()>& work) {
    work(); // what a process allocates only once
    const std::size_t before = allocations;
    work();
    return allocations - before;
}

bool is_within(const char* name, std::size_t found, std::size_t limit) {
    std::printf("%s: %zu allocations, at most %zu\n", name, found, limit);
    return found <= limit;
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
    if (argc != 2)
        return 2;
    const char* program = argv[1];
    const std::string input(1 << 20, 'x');
    const std::size_t nothing = count([&] { sp::run({program}); });
    const std::size_t one = count([&] { sp::run({program}, sp::stdout_ = sp::PIPE); });
    const std::size_t both = count([&] { sp::run({program}, sp::capture_output = true); });
    const std::size_t all = count([&] { sp::run({program}, sp::input = input, sp::capture_output = true); });
    bool is_well = is_within("run()", nothing, 7);
    is_well &= is_within("run(stdout_ = PIPE)", one, 7);
    is_well &= is_within("run(capture_output = true)", both, 7);
    is_well &= is_within("run(input, capture_output = true)", all, 7);
    return is_well ? 0 : 1;
}
