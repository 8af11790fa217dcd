// Calls the hooks that the host program has set.
#pragma once

#include <subprocess/hooks.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail {

void warn(Warning category, std::string_view message);
/// True if an audit hook is set.
bool is_audited() noexcept;
void audit(const AuditEvent& event);
SpawnMethod forced_spawn_method() noexcept;
TextBusy text_busy() noexcept;

} // namespace detail
} // namespace v1
} // namespace subprocess
