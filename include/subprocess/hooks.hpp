/// \file
/// What a host program can watch and choose: warnings, starts, how a child is started, and the reaping of children
/// that were let go. The library itself prints nothing.
#pragma once

#include <subprocess/command.hpp>
#include <subprocess/output.hpp>

#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {

/// Python's RuntimeWarning and ResourceWarning.
enum class Warning { runtime, resource };

/// Called on the thread that warns; must not throw.
using WarningHandler = void (*)(Warning category, std::string_view text, void* context);

/// Sets who hears of warnings; nullptr, the default, ignores them. Process-wide.
void set_warning_handler(WarningHandler handler, void* context) noexcept;

/// What is about to be started: Python's `subprocess.Popen` audit event.
struct AuditEvent {
    std::string_view executable;
    const Command& args;
    /// The working directory, or None.
    const Output& cwd;
    /// `NAME=VALUE` strings, or nullptr when the environment is inherited.
    const std::vector<std::string>* env;
};

/// Called before each start, on the thread that starts; an exception from it stops the start.
using AuditHook = void (*)(const AuditEvent& event, void* context);

/// Sets who hears of starts; nullptr, the default, nobody. Process-wide.
void set_audit_hook(AuditHook hook, void* context) noexcept;

/// The ways to start a child. Each falls through to the next where it cannot express a call.
enum class SpawnMethod { automatic, vfork, posix_spawn, fork };

/// Forces the way children are started. Process-wide; for diagnosis, as Python's `_USE_VFORK` is.
void set_spawn_method(SpawnMethod method) noexcept;

/// Reaps the children that were let go with Popen::detach() and have ended. Every start does this, too.
void cleanup();

} // namespace v1
} // namespace subprocess
