// Describes the machine that the numbers were measured on.
#pragma once

#include <cstddef>
#include <string>

namespace bench {

/// One line: processor, cores, memory, kernel, compiler, date.
std::string describe_machine();

/// In bytes.
std::size_t memory_size();

} // namespace bench
