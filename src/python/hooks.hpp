// Calls the hooks that the host program has set.
#pragma once

#include <subprocess/hooks.hpp>

#include <cstdint>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail {

void warn(Warning category, std::string_view message);

/// A start that an audit hook is told of.
struct AuditedStart {
    std::uint64_t number;
    std::uint64_t setting; ///< which hooks were set
    AuditHook hook;        ///< null: only an end hook is set
    void* context;
    bool has_end_hook;
};
/// None if no audit hook is set.
std::optional<AuditedStart> number_start() noexcept;
/// Tells the hook that was set when the start got its number.
void audit(const AuditEvent& event, const AuditedStart& start);
/// Tells the hook that was set when the child was started, unless another one is set by now.
void audit_end(const AuditEnd& event, const AuditedStart& start);

SpawnMethod forced_spawn_method() noexcept;
TextBusy text_busy() noexcept;

} // namespace detail
} // namespace v1
} // namespace subprocess
