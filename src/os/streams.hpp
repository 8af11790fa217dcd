// The door to the operating system: files, pipes, and moving bytes.
#pragma once

#include "os/deadline.hpp"
#include "os/stdio.hpp"

#include <subprocess/handle.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// What we do with our end of a pipe.
enum class Access { read, write };

struct Pipe {
    Handle ours, theirs;
};

/// What a pipe usually holds, and so the size to ask for where all that is there is wanted.
constexpr std::size_t pipe_capacity = 65536;

/// Both ends are blocking and not inheritable. `size` requests a buffer of that many bytes where the system can.
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

} // namespace detail::os
} // namespace v1
} // namespace subprocess
