// System calls that a kernel does not have or a sandbox forbids: a real seccomp filter answers them with an error.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tests {

/// A system call; with a mask only those whose argument has this value under it.
struct SystemCall {
    std::string name;
    long number;
    unsigned argument = 0;
    std::uint32_t mask = 0, value = 0;
};

/// Each system call without which the library goes another way. Those of another purpose, as clone for a fork, are not
/// among them.
std::vector<SystemCall> optional_calls();

/// From now on these fail with `error` in this thread and in what it starts. For use in a fork.
void refuse(const std::vector<SystemCall>& calls, int error);

/// As refuse(), but whoever reads the descriptor that is returned answers the calls; -1 where that cannot be had.
int observe(const std::vector<SystemCall>& calls);

} // namespace tests
