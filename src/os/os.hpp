// The door to the operating system. Every platform folder implements these functions, and nothing outside the folders
// talks to a system in another way. All throw an error that names its subject, but for those that are noexcept.
//
// The door is the seam for tests, too: linked with other definitions, everything above runs without a process.
#pragma once

#include "deadline.hpp"

#include <subprocess/handle.hpp>
#include <subprocess/hooks.hpp>
#include <subprocess/windows.hpp>

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {

/// The standard streams, by their numbers.
enum Stdio : std::size_t { in = 0, out = 1, err = 2 };
constexpr std::array<Stdio, 3> all_stdio{Stdio::in, Stdio::out, Stdio::err};
constexpr std::array<std::string_view, 3> stdio_keywords{"stdin_", "stdout_", "stderr_"};

namespace os {

// Files and pipes -----------------------------------------------------------------------------------------------------

/// What we do with our end of a pipe.
enum class Access { read, write };

struct Pipe {
    Handle ours, theirs;
};

/// What a pipe usually holds, and so the size to ask for where all that is there is wanted.
constexpr std::size_t pipe_capacity = 65536;

/// Both ends are blocking and not inheritable. `size` asks for so many bytes of buffer, where the system lets one ask.
Pipe open_pipe(Access ours, std::optional<int> size = {});

struct FileMode {
    bool read = false, write = false, append = false, create = false, exclusive = false, truncate = false;
};
/// \param path without a NUL
Handle open_file(const std::string& path, const FileMode& mode);

/// The null device, to read and to write.
Handle open_null_device();

/// This process's own stdin, stdout or stderr, which may be closed, or null on Windows.
NativeHandle standard_stream(Stdio which) noexcept;

/// \return 0, or the number in <errno.h>; the handle is gone either way
int close(NativeHandle handle) noexcept;

/// Appends at most `size` bytes to `bytes`. \return their number; 0 at the end of file
std::size_t read_some(NativeHandle handle, std::string& bytes, std::size_t size);

/// Never raises a signal. \return the number of bytes written; 0 when the reader is gone
std::size_t write_some(NativeHandle handle, std::string_view bytes);

/// Bytes to move between memory and the streams of a child, at the same time. A stream that is done is closed.
struct Exchange {
    struct Outgoing {
        Handle* stream = nullptr;
        std::string_view bytes; ///< what is still to be sent
    };
    struct Incoming {
        Handle* stream = nullptr;
        std::string* bytes = nullptr; ///< what has come is appended
    };
    Outgoing input;
    std::array<Incoming, 2> outputs;
};

/// Whether an exchange has this stream, and has not closed it yet.
inline bool is_open(const Handle* stream) noexcept {
    return stream != nullptr && stream->valid();
}

/// Moves bytes until all streams are closed, or the deadline passes: then what is ready is still moved, once.
/// It can be called again. \return whether all streams are closed
bool exchange(Exchange& exchange, Deadline deadline);

// Processes -----------------------------------------------------------------------------------------------------------

/// What to start. Handles and strings are the caller's.
struct SpawnRequest {
    explicit SpawnRequest(const std::vector<std::string>& command) : words(command) {}

    const std::vector<std::string>& words; ///< the command; a single one when it is a string
    bool is_string = false;
    bool shell = false;
    std::optional<std::string> executable;
    std::optional<std::string> cwd;
    std::optional<std::vector<std::string>> environment; ///< NAME=VALUE; inherited when there is none
    std::array<NativeHandle, 3> stdio{detail::no_handle, detail::no_handle, detail::no_handle}; ///< no_handle: inherit
    std::array<bool, 3> is_callers{}; ///< the handle was passed in by the user, and is worth checking
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

// Threads -------------------------------------------------------------------------------------------------------------

/// While it lives, a pthread_cancel() of this thread waits. For what is noexcept, which a cancellation would end with
/// the whole process; for what must not stop half way; and for writes, since one that is cancelled does not say how
/// much it has written.
class NotCancellable {
public:
    NotCancellable() noexcept;
    NotCancellable(const NotCancellable&) = delete;
    NotCancellable& operator=(const NotCancellable&) = delete;
    ~NotCancellable();

private:
    [[maybe_unused]] int m_before = 0;
};

// Small questions -----------------------------------------------------------------------------------------------------

/// This process's environment: NAME=VALUE.
std::vector<std::string> environment();

/// The name in NAME=VALUE: all of it when it has no `=`. On Windows a name may begin with a `=`, as in `=C:=C:\folder`.
std::string_view name_of(std::string_view variable) noexcept;

/// What two names of one variable have in common: on Windows they may differ in case.
std::string comparable_name(std::string_view name);

/// \throws LookupError
std::uint32_t look_up_user(const std::string& name);
std::uint32_t look_up_group(const std::string& name);

/// Whether a return code is the number of a signal, negated; otherwise it is an exit status of up to 32 bits.
bool is_signal(int returncode) noexcept;

/// The name of the signal that a return code tells of, such as SIGTERM; empty when it has none.
std::string_view signal_name(int returncode) noexcept;

/// Where a program of this name may lie: the paths to look at, best first.
/// \param path folders as in the environment variable PATH, or none: what that variable says
std::vector<std::string> program_candidates(const std::string& program, const std::optional<std::string>& path);

/// Whether it is a file that this process may execute. A path with a NUL names none.
bool is_executable(const std::string& path);

// Text ----------------------------------------------------------------------------------------------------------------

/// Turns text of one encoding into another, one piece after the other: it remembers shift states.
class Converter {
public:
    enum class Stop { done, incomplete, invalid };

    Converter() = default;
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    virtual ~Converter() = default;

    /// Takes from the front of `bytes` and appends to `converted`, as far as it goes. What stopped it is left in
    /// `bytes`.
    virtual Stop convert(std::string_view& bytes, std::string& converted) = 0;
    /// Appends what was held back, or what leads back to the initial state.
    virtual void finish(std::string& converted) = 0;
};

enum class Conversion { to_utf8, from_utf8 };

/// For encodings that are not built in, by the names of Python's modules or of own_encoding(). \return null when the
/// system has none such
std::unique_ptr<Converter> open_converter(const std::string& encoding, Conversion conversion);

/// The name of an encoding that is known to this system alone: on Windows mbcs, ansi, oem, and cpNUMBER for any code
/// page. Empty when it has none such
std::string own_encoding(std::string_view name);

/// The encoding that the environment's locale has.
std::string locale_encoding();

/// How lines end here: \n or \r\n.
std::string_view line_end() noexcept;

} // namespace os
} // namespace v1
} // namespace subprocess
