// The door to the operating system: files, pipes, and moving bytes.
#pragma once

#include "os/deadline.hpp"
#include "os/stdio.hpp"

#include <subprocess/api.hpp>
#include <subprocess/handle.hpp>

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

/// What a pipe usually holds: the size to read where everything that is there is wanted.
constexpr std::size_t pipe_capacity = 65536;

/// Both ends are blocking and not inheritable. `size` requests a buffer of that many bytes where the system can.
SUBPROCESS_API Pipe open_pipe(Access ours, std::optional<int> size = {});

struct FilePipe {
    Handle reader, writer;
};

/// A pipe that is no more ours than the child's: both ends are like files. They are not inheritable. `size` as above.
FilePipe open_file_pipe(std::optional<int> size = {});

struct FileMode {
    bool read = false, write = false, append = false, create = false, exclusive = false, truncate = false;
};
/// \param path without a NUL
SUBPROCESS_API Handle open_file(const std::string& path, const FileMode& mode);

/// Opens a file to be added to, and creates it if it is missing. \param path without a NUL
inline Handle open_to_append(const std::string& path) {
    FileMode mode;
    mode.write = mode.create = mode.append = true;
    return open_file(path, mode);
}

/// Opens the null device for reading and writing.
Handle open_null_device();

/// Our own stdin, stdout or stderr. It may be closed, or null on Windows.
SUBPROCESS_API NativeHandle standard_stream(Stdio which) noexcept;

/// \return 0 or an errno value; the handle is closed either way
int close(NativeHandle handle) noexcept;

/// Reads at most `size` bytes. \return their number; 0 at the end of file
std::size_t read_some(NativeHandle handle, char* memory, std::size_t size);

/// Appends at most `size` bytes to `bytes`. \return their number; 0 at the end of file
std::size_t read_some(NativeHandle handle, std::string& bytes, std::size_t size);

/// Does the same, and gives up when the deadline passes; then what is there is still read. It may be a non-blocking
/// stream, too. \return None if nothing has come
std::optional<std::size_t> read_some(NativeHandle handle, std::string& bytes, std::size_t size, Deadline deadline);

/// Appends what is there now, perhaps not all of it. \return how many bytes; 0 at the end of file; None if nothing is
/// there
SUBPROCESS_API std::optional<std::size_t> read_what_is_there(NativeHandle handle, std::string& bytes);

/// Never raises a signal. \return the number of bytes written; 0 when the reader is gone
std::size_t write_some(NativeHandle handle, std::string_view bytes);

/// Another handle for the same open file, not inheritable.
SUBPROCESS_API Handle duplicate(NativeHandle handle);

/// Whether exchange() can wait for this handle. Others, such as files, are read and written by the next two functions.
/// \throws OSError if it is not open for that, where exchange() would wait for ever
SUBPROCESS_API bool can_be_waited_for(NativeHandle handle, Access access);
std::size_t read_file(NativeHandle handle, char* memory, std::size_t size);
SUBPROCESS_API void write_file(NativeHandle handle, std::string_view bytes);

/// Whether a stream is read any further; one that is not is closed.
enum class Verdict { go_on, stop };

struct Room {
    char* memory;
    std::size_t size;
};

/// Whether a sink takes bytes now, or not before something else has moved, or never again.
enum class Wish { now, later, never };

/// Takes the bytes of a stream that is read. They go straight to the memory that it offers.
class Sink {
public:
    Sink() = default;
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    virtual ~Sink() = default;

    /// Where the next bytes go, at least one. The memory stays in place until filled().
    virtual Room room() = 0;
    /// So many bytes have been put into the room, perhaps none.
    virtual Verdict filled(std::size_t count) = 0;
    /// Does not run any code of the user's. While it is not `now`, the stream is not read.
    virtual Wish wish() { return Wish::now; }
    /// The stream has come to its end, and has been closed.
    virtual void ended() {}
    /// It cannot be read; an exception follows.
    virtual void failed() {}
    /// Whether it runs code of the user's.
    virtual bool may_throw() const { return false; }
};

/// Gives the bytes of a stream that is written.
class Source {
public:
    Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    virtual ~Source() = default;

    /// What is to be sent next; empty at the end. The bytes stay in place until taken().
    virtual std::string_view next() = 0;
    /// So many of these bytes have been sent.
    virtual void taken(std::size_t count) = 0;
    /// The stream cannot be written; an exception follows.
    virtual void failed() {}
    /// There is nothing to send now, but it is not the end: something else has to move before.
    virtual bool is_waiting() { return false; }
    /// Whether it runs code of the user's.
    virtual bool may_throw() const { return false; }
};

/// Whether a stream is our end of a pipe of ours, or somebody else uses it, too, and may not notice that we do.
enum class Whose { ours, others };

/// A stream, and what is at our end of it.
struct Flow {
    Flow(Handle& from, Sink& to) : stream(&from), sink(&to) {}
    Flow(Handle& to, Source& from, Whose owner = Whose::ours) : stream(&to), source(&from), whose(owner) {}

    bool is_open() const noexcept { return stream->valid(); }

    Handle* stream;
    Sink* sink = nullptr;
    Source* source = nullptr;
    Whose whose = Whose::ours;
    /// Of a terminal that is read: where it is put at its end, since closing it would hang up the program. It may hold
    /// bytes although it was hung up.
    Handle* kept_in = nullptr;
};

/// What may happen while bytes move.
class Event {
public:
    Event() = default;
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;
    virtual ~Event() = default;

    /// Does not block.
    virtual bool has_happened() = 0;
    /// What becomes ready when it happens, and perhaps earlier; no_handle if the system has no such thing.
    virtual NativeHandle handle() const noexcept = 0;
};

/// Flows that move at the same time. Those whose stream is closed are passed over.
struct Exchange {
    template <std::size_t N>
    Exchange(const Flow (&all)[N], const Deadline& limit, Event* end = nullptr) : Exchange(all, N, limit, end) {}
    Exchange(const Flow* all, std::size_t number, const Deadline& limit, Event* end = nullptr)
        : flows(all), count(number), deadline(limit), until(end) {}

    const Flow* begin() const { return flows; }
    const Flow* end() const { return flows + count; }
    std::size_t count_open() const;

    const Flow* flows;
    std::size_t count;
    const Deadline& deadline; ///< sinks and sources may move it
    Event* until;             ///< null: nothing
};

inline std::size_t Exchange::count_open() const {
    std::size_t open = 0;
    for (const Flow& flow : *this)
        open += flow.is_open() ? 1 : 0;
    return open;
}

/// Moves bytes until all streams are closed, the event has happened or the deadline passes: in the last two cases it
/// then moves what is ready, once. It closes a stream at its end of file, when its reader is gone, when its source is
/// at the end, and when its sink says stop. It can be called again, also after it has thrown what a sink or source
/// throws: then all that has been read is in the sinks. \return whether all streams are closed
SUBPROCESS_API bool exchange(const Exchange& exchange);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
