// What must hold for very many children.
#pragma once

#include <cstddef>
#include <string>

namespace scale {

/// What this process holds.
struct Footprint {
    std::size_t descriptors, mappings;
    long memory; ///< resident, in KiB

    static Footprint now();
};

/// What a test has found. It prints one line when it ends; the first one that fails makes all_held() false.
class Report {
public:
    explicit Report(const char* name) : m_name(name), m_before(Footprint::now()) {}
    Report(const Report&) = delete;
    Report& operator=(const Report&) = delete;
    ~Report();

    /// Adds to the line. \param holds whether it is as it must be
    void add(bool holds, const std::string& found);
    /// Adds the growth since the beginning. Descriptors must not grow; each of the others may, by so much.
    void add_growth(std::size_t most_mappings, long most_memory);

private:
    const char* m_name;
    Footprint m_before;
    bool m_holds = true;
    std::string m_text;
};

bool all_held();

double median_of_starts(int count);

/// 10 000 children alive at once in a PopenSet, with a deadline for each.
void crowd();
/// So many children one after the other, each with a pipe or a sink.
void sequence(long starts);
/// 64 threads that start children, against 2.
void threads();
/// 8 threads that start children for so many seconds, while a timer interrupts the process every millisecond.
void timer(int seconds);
/// 1000 trees that are alive at once, and 500 terminals.
void trees();
void terminals();
/// A parent of 8 GiB, if the machine has 12.
void large_parent();

} // namespace scale
