// What a child that has ended has used.
#pragma once

#include <subprocess/handle.hpp>
#include <subprocess/usage.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Zeros for what the system does not tell.
Usage usage_of(NativeHandle process) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
