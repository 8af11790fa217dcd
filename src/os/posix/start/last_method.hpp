// How the last child was started, for tests.
#pragma once

#include <subprocess/hooks.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// SpawnMethod::automatic before the first child.
SpawnMethod last_spawn_method() noexcept;
void remember(SpawnMethod method) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
