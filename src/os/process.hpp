// The door to the operating system: starting a child, waiting for it, sending it signals.
#pragma once

#include "os/deadline.hpp"
#include "os/stdio.hpp"

#include <subprocess/handle.hpp>
#include <subprocess/hooks.hpp>
#include <subprocess/windows.hpp>

#include <array>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// What to start. Handles and strings are the caller's.
struct SpawnRequest {
    explicit SpawnRequest(const std::vector<std::string>& command) : words(command) {}

    const std::vector<std::string>& words; ///< the command; a single one when it is a string
    bool is_string = false;
    bool shell = false;
    std::optional<std::string> executable;
    std::optional<std::string> cwd;
    std::optional<std::vector<std::string>> environment;             ///< NAME=VALUE; inherited when there is none
    PerStdio<NativeHandle> stdio{{no_handle, no_handle, no_handle}}; ///< no_handle: inherit
    PerStdio<bool> is_callers; ///< the handle was passed in by the user, and is worth checking
    bool close_fds = true;
    std::vector<int> pass_fds;
    bool restore_signals = true;
    bool start_new_session = false;
    std::optional<int> process_group;
    std::optional<int> umask;
    std::optional<std::uint32_t> user, group;
    std::optional<std::vector<std::uint32_t>> extra_groups;
    void (*preexec)(const void* context) = nullptr;
    const void* preexec_context = nullptr;
    const StartupInfo* startup_info = nullptr;
    std::uint32_t creation_flags = 0;
    SpawnMethod method = SpawnMethod::automatic;
    TextBusy text_busy = TextBusy::retry;
    bool is_handed_out = true; ///< the caller's code runs while the child does, and may close its exit handle
};

/// Refuses what this platform does not have, and descriptors that are not open. Called before anything is opened.
void validate(const SpawnRequest& request);

/// What the request executes, after `executable` and `shell` were applied: the name that errors carry.
std::string program_of(const SpawnRequest& request);

/// Tells an open file from another that has taken its number.
using FileIdentity = std::array<std::uint64_t, 2>;

/// A child. wait() and send_signal() may be called by several threads.
struct Process {
    int pid = 0;

    std::mutex mutex;               ///< guards all below
    Handle handle;                  ///< what becomes ready when it ends, if the system has such a thing
    FileIdentity handle_identity{}; ///< zeros when it need not be told from others
    std::condition_variable changed;
    std::optional<int> returncode;
    int reapers = 0;          ///< threads that may be reaping it without holding the mutex
    bool status_lost = false; ///< somebody else reaped it, and the returncode is made up
};

/// Starts a child. When exec or a step before it fails, the child is already reaped.
std::unique_ptr<Process> spawn(const SpawnRequest& request);

/// Waits for the end of a child and reaps it. \return its return code; none when the deadline passed first
std::optional<int> wait(Process& process, Deadline deadline);

/// Does nothing when the child has ended.
void send_signal(Process& process, int number);

inline constexpr int kill_signal = 9;
inline constexpr int terminate_signal = 15;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
