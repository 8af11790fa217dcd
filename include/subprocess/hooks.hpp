/// \file
/// What a host program can watch and choose: warnings, starts, how a child is started, and the reaping of children
/// that were let go. The library itself prints nothing.
#pragma once

#include <subprocess/command.hpp>
#include <subprocess/output.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {

/// What is warned of: `runtime`, Python's RuntimeWarning, is an argument or a lost status that is probably a mistake;
/// `resource`, its ResourceWarning, a child that was let go while it runs.
enum class Warning { runtime, resource };

/// Called on the thread that warns, with the `context` that was set; must not throw.
using WarningHandler = void (*)(Warning category, std::string_view text, void* context);

/// Sets who hears of warnings; nullptr, the default, ignores them. For the whole process, by any thread.
void set_warning_handler(WarningHandler handler, void* context) noexcept;

/// What is about to be started: Python's `subprocess.Popen` audit event.
struct AuditEvent {
    /// The program that will be looked for; with `shell = true` the shell.
    std::string_view executable;
    /// What is to be run, as it was given.
    const Command& args;
    /// The working directory of the child, or None when it is inherited.
    const Output& cwd;
    /// `NAME=VALUE` strings, or nullptr when the environment is inherited.
    const std::vector<std::string>* env;
};

/// Called before each start, on the thread that starts; an exception from it stops the start.
using AuditHook = void (*)(const AuditEvent& event, void* context);

/// Sets who hears of starts; nullptr, the default, nobody. For the whole process, by any thread.
void set_audit_hook(AuditHook hook, void* context) noexcept;

/// The ways to start a child on POSIX: `automatic` chooses, `vfork` shares the memory until exec (by clone where there
/// is one), `posix_spawn` leaves it to libc, `fork` copies. Each falls through to the next where it cannot express a
/// call. On Linux `posix_spawn` is taken only when it is forced: a child that Ctrl-Z stops meanwhile would freeze us.
enum class SpawnMethod { automatic, vfork, posix_spawn, fork };

/// Forces the way children are started; for diagnosis, as Python's `_USE_VFORK` is. For the whole process, by any
/// thread.
void set_spawn_method(SpawnMethod method) noexcept;

/// What becomes of a start whose program, or the interpreter of it, is open for writing (ETXTBSY, POSIX): `retry` tries
/// again for about 100 ms, unless there is a `preexec_fn`, which would be called again; `fail`, as Python does, is an
/// OSError at once. Who writes a program and starts it needs the former: a child that another thread forked in between
/// holds the file open until it executes something.
enum class TextBusy { retry, fail };

/// Sets what becomes of them; `retry` is the default. For the whole process, by any thread.
void set_text_busy(TextBusy action) noexcept;

/// Reaps the children that were let go with Popen::detach() and have ended. Every start does this, too.
/// \throws OSError when the system cannot tell
void cleanup();

} // namespace v1
} // namespace subprocess
