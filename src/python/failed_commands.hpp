// Which commands of a pipeline have failed.
#pragma once

#include <cstddef>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Their positions. One that died of SIGPIPE has not failed, unless it is the last: it wrote to one that had enough.
std::vector<std::size_t> failed_commands(const std::vector<int>& returncodes);

} // namespace detail
} // namespace v1
} // namespace subprocess
