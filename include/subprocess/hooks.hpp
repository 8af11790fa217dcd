/// \file
/// What a host program can watch and choose: warnings, starts and ends, how children are started, and when detached
/// children are reaped. The library itself prints nothing.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/command.hpp>
#include <subprocess/output.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/usage.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// The kinds of warning. `runtime`, Python's RuntimeWarning: an argument or a lost status that is probably a mistake.
/// `resource`, Python's ResourceWarning: a child was detached while it was still running.
enum class Warning { runtime, resource };

/// Called on the thread that warns, with the `context` that was set. It must not throw.
using WarningHandler = void (*)(Warning category, std::string_view text, void* context);

/// Sets the process-wide warning handler; nullptr (the default) ignores warnings. Thread-safe.
void set_warning_handler(WarningHandler handler, void* context) noexcept;

/// A start that is about to happen: Python's `subprocess.Popen` audit event.
struct AuditEvent {
    /// The program to be searched for; with `shell = true`, the shell.
    std::string_view executable;
    /// The command as it was given.
    const Command& args;
    /// The child's working directory, or None if it is inherited.
    const Output& cwd;
    /// `NAME=VALUE` strings, or nullptr if the environment is inherited.
    const std::vector<std::string>* env;
    /// The number of the start: 1, 2, 3... Its AuditEnd has the same.
    std::uint64_t number;
};

/// Called before each start, on the thread that starts the child. An exception from it prevents the start.
using AuditHook = void (*)(const AuditEvent& event, void* context);

/// A child that has ended, as this process has just seen.
struct AuditEnd {
    /// Says which start it belongs to: AuditEvent::number.
    std::uint64_t number;
    /// The command as it was given.
    const Command& args;
    /// The process id, which the system may have given to another process by now.
    int pid;
    /// None if it is lost, because the child was reaped outside this library.
    ReturnCode returncode;
    /// The time and the memory that it took; None if it was reaped outside this library.
    const std::optional<Usage>& usage;
    /// From before the start until this process saw the end, also without usage.
    Seconds duration;
};

/// Called once for each child of whose start the same hooks were told, when a call or a destructor sees that it has
/// ended, on that thread; for a detached child, when a later start or cleanup() reaps it. With `tree` it is the end of
/// the program. There is none for a start that has failed, also if it was another command of the same pipeline that
/// could not be started, and none for a child that nobody waits for before this process ends. An exception from it is
/// not passed on: the warning handler is told of it.
using AuditEndHook = void (*)(const AuditEnd& event, void* context);

/// \name Setting audit hooks
/// \{
/// Sets the process-wide hooks for starts and for ends, which get the same context; nullptr (the default) disables one.
/// After it returns, the ends of children that were started before are told to nobody, but a hook that another thread
/// has just called may still run. Thread-safe.
void set_audit_hook(AuditHook hook, void* context) noexcept;
void set_audit_hook(AuditHook start, AuditEndHook end, void* context) noexcept;
/// \}

/// The ways to start a child on POSIX. `automatic` chooses one. `vfork` shares memory until exec (by clone() where that
/// exists), `posix_spawn` leaves the start to libc, and `fork` copies. A method that cannot express a call falls
/// through to the next one. On Linux `posix_spawn` is used only when forced: a child stopped by Ctrl-Z during the start
/// would freeze this process.
enum class SpawnMethod { automatic, vfork, posix_spawn, fork };

/// Forces how children are started, for the whole process. For diagnosis, like Python's `_USE_VFORK`. Thread-safe.
void set_spawn_method(SpawnMethod method) noexcept;

/// What to do if the program or its interpreter is open for writing (ETXTBSY, POSIX). `retry` tries again for about
/// 100 ms, unless there is a `preexec_fn`, which would be called again; `fail` throws OSError at once, as Python does.
/// Code that writes a program and then starts it needs `retry`: a child that another thread forked in between keeps the
/// file open until it calls exec.
enum class TextBusy { retry, fail };

/// Sets what to do on ETXTBSY, for the whole process; the default is `retry`. Thread-safe.
void set_text_busy(TextBusy action) noexcept;

/// Reaps detached children (Popen::detach()) that have ended. Every start does this, too.
/// \throws OSError if the system cannot tell
void cleanup();

} // namespace v1
} // namespace subprocess
