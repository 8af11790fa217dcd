// Which commands of a pipeline have failed.
#pragma once

#include <subprocess/codes.hpp>
#include <subprocess/usage.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Their positions. One that died of SIGPIPE has not failed, unless it is the last: it wrote to one that had enough.
/// \param ok_codes of each command; empty: none were given
std::vector<std::size_t> failed_commands(const std::vector<int>& returncodes, const std::vector<arg::Codes>& ok_codes);

/// What took the longest time, which is that of the whole pipeline.
std::optional<Usage> longest(const std::vector<std::optional<Usage>>& usages);

} // namespace detail
} // namespace v1
} // namespace subprocess
