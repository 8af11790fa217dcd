// Tells the hooks that a host program has set.
#pragma once

#include <subprocess/hooks.hpp>

namespace subprocess {
inline namespace v1 {

void warn(Warning category, std::string_view message);
void audit(const AuditEvent& event);
SpawnMethod forced_spawn_method() noexcept;

} // namespace v1
} // namespace subprocess
