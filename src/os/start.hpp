// The door to the operating system: what to start. What every system has comes first; what only one of them has is in a
// block of its own, which the other systems refuse or ignore.
#pragma once

#include "os/stdio.hpp"
#include "os/terminal.hpp"

#include <subprocess/api.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/hooks.hpp>
#include <subprocess/windows.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The program and its arguments.
struct StartCommand {
    explicit StartCommand(const std::vector<std::string>& command_words) : words(command_words) {}

    const std::vector<std::string>& words;          ///< if `is_string`, the whole command is one word
    const std::vector<std::string>* shown = &words; ///< the same for messages: secrets are `***`
    bool is_string = false;
    bool shell = false;
    std::optional<std::string> executable;
};

/// Who the child becomes before it executes the program.
struct PosixIdentity {
    std::optional<std::uint32_t> user, group;
    std::optional<std::vector<std::uint32_t>> extra_groups;
};

/// A limit on what the child may use.
struct ResourceLimit {
    int resource;
    std::uint64_t soft, hard;
};
inline constexpr std::uint64_t no_limit = UINT64_MAX;

/// The caller's function that runs in the child before exec.
struct Preexec {
    void (*function)(const void* context) = nullptr;
    const void* context = nullptr;
};

/// A control group of Linux, by one of the two.
struct Cgroup {
    std::optional<std::string> path;
    std::optional<int> descriptor;
};

/// A descriptor of ours, and its number in the child.
struct PassedFd {
    int ours, theirs;
};

struct PosixStart {
    std::vector<PassedFd> pass_fds;
    bool restore_signals = true;
    bool start_new_session = false;
    std::optional<int> process_group;
    bool foreground = false; ///< of our own terminal
    std::optional<int> umask;
    std::vector<ResourceLimit> limits;
    PosixIdentity identity;
    std::optional<Cgroup> cgroup;
    Preexec preexec;
    SpawnMethod method = SpawnMethod::automatic;
    TextBusy text_busy = TextBusy::retry;
};

struct WindowsStart {
    const StartupInfo* startup_info = nullptr;
    std::uint32_t creation_flags = 0;
    std::shared_ptr<PseudoConsole> console; ///< with `terminal`, once the streams are open
};

/// Refers to the caller's command and streams, which must outlive it.
struct Start {
    explicit Start(const std::vector<std::string>& command_words) : command(command_words) {}

    StartCommand command;
    std::optional<std::string> cwd;
    std::optional<std::vector<std::string>> environment;             ///< NAME=VALUE; none: inherit ours
    const std::vector<std::string>* shown_environment = nullptr;     ///< the same for messages, if it has secrets
    PerStdio<NativeHandle> stdio{{no_handle, no_handle, no_handle}}; ///< no_handle: inherit ours
    PerStdio<bool> is_closed;                                        ///< the child gets no such stream
    std::optional<TerminalSettings> terminal;
    PerStdio<bool> is_terminal; ///< with `terminal`: this stream is the terminal
    PerStdio<bool> is_callers;  ///< the user passed this handle, so validate() checks that it is open
    bool close_fds = true;
    bool tree = false;         ///< the child and all processes that it starts are one
    bool is_handed_out = true; ///< the user's code runs beside the child, and might close its exit handle

    PosixStart posix;
    WindowsStart windows;
};

/// Called before anything is opened.
/// \throws ValueError for what this system does not support, OSError for a descriptor that is not open
void validate(const Start& start);

/// The program after `executable` and `shell` are applied; as it is shown in errors and audit events.
std::string program_of(const Start& start);
SUBPROCESS_API std::string shown_program_of(const Start& start);

/// The folders that are searched for the program, separated as in the environment variable PATH.
std::string searched_path(const Start& start);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
