// What happens after a start that has failed in the child.
#pragma once

#include "plan.hpp"
#include "ways.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// A child that reported a failure exits by itself. One whose report could not be read may be running.
void reap_failed(const PreparedChild& child, const Started& started);

/// Throws what the child has reported.
[[noreturn]] void throw_report(const PreparedChild& child);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
