// Allocations that are counted, or fail. A program that links this has its own operator new.
#pragma once

namespace tests {

/// Counts the allocations of this process while it lives, and lets one fail. One lives at a time.
class Allocations {
public:
    /// \param failing the first, the second ...; 0: none
    explicit Allocations(long failing = 0) noexcept;
    Allocations(const Allocations&) = delete;
    Allocations& operator=(const Allocations&) = delete;
    ~Allocations();

    /// Those of the one that lives, or else of the last one.
    static long count() noexcept;
};

} // namespace tests
