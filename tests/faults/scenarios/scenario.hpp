// Scenarios: what a program does with the library, once for each system call that can fail.
#pragma once

#include <string>
#include <vector>

namespace faults {

/// What the fault of this run may lead to, beside the right result.
enum class Children {
    ended,       ///< no child is left
    may_be_left, ///< some are left, until the gate is closed, if the call has thrown
    are_left,    ///< some are left, until the gate is closed
};

struct Scenario {
    const char* name;
    /// Makes the system calls that fail. Judges the result with require().
    void (*play)();
    /// Before that, undisturbed.
    void (*prepare)();
    Children children = Children::ended;
};

extern const std::vector<Scenario> starts, streams, endings, trees, groups;

/// \throws Wrong unless it holds
void require(bool holds, const char* what);

/// For the return code of a child. If a process may have been killed, there is nothing more to judge then.
/// \throws Wrong unless it is this one; Killed if it is that of a child that was killed
void require_code(int is, int wanted);

struct Wrong {
    const char* what;
};
struct Killed {};

/// Whether a process may have been killed.
bool kills();

/// The program that plays every child.
extern std::string child;
/// A pipe that nobody writes to and that is open during the scenario, so that a child can wait for its end.
extern int gate;

/// Starts one child undisturbed, so that the library knows what the kernel can do.
void warm_up();
/// Nothing, so that it does not know.
void stay_cold();

} // namespace faults
