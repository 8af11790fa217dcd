// Allocations that fail.
#pragma once

namespace faults {

/// Counts the allocations of this process while it lives, and lets one fail.
class Allocations {
public:
    /// \param failing the first, the second ...; 0: none
    explicit Allocations(long failing) noexcept;
    Allocations(const Allocations&) = delete;
    Allocations& operator=(const Allocations&) = delete;
    ~Allocations();

    static long count() noexcept;
};

} // namespace faults
