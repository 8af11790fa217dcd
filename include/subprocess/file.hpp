/// \file
/// Open files. They close themselves, and can be moved but not copied.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/none.hpp>
#include <subprocess/values.hpp>

#include <utility>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// An open file, closed by its destructor. It is Python's file object without a buffer: a target for redirections.
class File {
public:
    File() noexcept = default;
    /// Takes ownership of `handle`; the destructor closes it.
    explicit File(Handle handle) noexcept : m_handle(std::move(handle)), m_is_none(false) {}

    /// \name The descriptor
    /// \{
    /// The descriptor (the HANDLE on Windows), which the File still owns.
    /// \throws ValueError if the file is closed
    NativeHandle native_handle() const;
    NativeHandle fileno() const { return native_handle(); }
    /// \}

    /// Closes the file; closing it twice is fine. It counts as closed even if this throws. \throws OSError
    void close();
    /// True if it was closed, detached, moved from, or never open.
    bool closed() const noexcept { return !m_handle.valid(); }

    /// True if there never was a file, as in a Popen's stream that is not a PIPE.
    friend bool operator==(const File& file, None_t) noexcept { return file.m_is_none; }
    friend bool operator!=(const File& file, None_t) noexcept { return !file.m_is_none; }

    /// Gives up the descriptor without closing it. \throws ValueError if the file is closed
    NativeHandle detach();

protected:
    /// \throws ValueError if the file is closed or never was open
    void require_open(const char* complaint = "I/O operation on closed file.") const;

    Handle m_handle;
    bool m_is_none = true;
};

/// Opens a file as a target for redirections. `mode` is one of `r`, `w`, `a`, `x`, with `+` and `b` as in Python. Only
/// a child that is given the file inherits it.
/// \throws OSError with the filename; ValueError for another mode
[[nodiscard]] File open(const arg::Path& name, const char* mode = "r");

/// \name A pipe of your own
/// \{
/// A pipe for two children, or for one that gets an end by `pass_fds`: `auto [reader, writer] = subprocess::pipe();`.
/// Neither end is inherited by a child that is not given it. Close an end here once its child has started: a reader is
/// at the end of file when nobody has a writer any more. \throws OSError
struct PipeEnds {
    File reader, writer;
};
[[nodiscard]] PipeEnds pipe();
/// \}

} // namespace v1
} // namespace subprocess
