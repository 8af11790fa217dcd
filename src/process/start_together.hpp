// Several starts that overlap.
#pragma once

#include "os/process.hpp"
#include "os/start.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Starts one child for each of these, in this order, and returns when all of them run.
/// \param failed is set to the position of the start that has failed
/// \throws what the first failed start throws. Then all others have been killed
std::vector<std::unique_ptr<os::Process>> start_together(const std::vector<const os::Start*>& wanted,
                                                         std::size_t& failed);

inline std::vector<std::unique_ptr<os::Process>> start_together(const std::vector<const os::Start*>& wanted) {
    std::size_t failed = 0;
    return start_together(wanted, failed);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
