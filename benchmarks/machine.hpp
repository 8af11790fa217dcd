// Describes the machine that the numbers were measured on.
#pragma once

#include <string>

namespace bench {

/// One line: processor, cores, memory, kernel, compiler, date.
std::string describe_machine();

} // namespace bench
