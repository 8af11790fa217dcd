#include "support/allocations.hpp"

#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

bool counts = false;
long allocation_count = 0;
long failing_one = 0;

} // namespace

void* operator new(std::size_t size) {
    const bool fails = counts && ++allocation_count == failing_one;
    if (void* const memory = fails ? nullptr : std::malloc(size))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace tests {

Allocations::Allocations(long failing) noexcept {
    allocation_count = 0;
    failing_one = failing;
    counts = true;
}

Allocations::~Allocations() {
    counts = false;
}

long Allocations::count() noexcept {
    return allocation_count;
}

} // namespace tests
