/// \file
/// Open files. They close themselves, can be moved and not copied.
#pragma once

#include <subprocess/handle.hpp>
#include <subprocess/none.hpp>
#include <subprocess/values.hpp>

#include <utility>

namespace subprocess {
inline namespace v1 {

/// An open file, closed by its destructor. Python's file object, without a buffer: a target for redirections.
class File {
public:
    File() noexcept = default;
    /// Takes over `handle`, and closes it at the end.
    explicit File(Handle handle) noexcept : m_handle(std::move(handle)), m_is_none(false) {}

    /// \name The descriptor
    /// \{
    /// The descriptor (on Windows the HANDLE), still owned.
    /// \throws ValueError when the file is closed
    NativeHandle native_handle() const;
    NativeHandle fileno() const { return native_handle(); }
    /// \}

    /// Closes the file; closing twice is fine. It counts as closed even when this throws. \throws OSError
    void close();
    /// Whether it was closed, detached, moved from, or never open.
    bool closed() const noexcept { return !m_handle.valid(); }

    /// Whether there never was a file here: the stream of a Popen that was not asked for.
    friend bool operator==(const File& file, None_t) noexcept { return file.m_is_none; }
    friend bool operator!=(const File& file, None_t) noexcept { return !file.m_is_none; }

    /// Gives the descriptor away without closing it. \throws ValueError when the file is closed.
    NativeHandle detach();

protected:
    /// \throws ValueError when the file is closed, or never was.
    void require_open(const char* complaint = "I/O operation on closed file.") const;

    Handle m_handle;
    bool m_is_none = true;
};

/// Opens a file, as a target for redirections; `mode` is one of `r`, `w`, `a`, `x`, with `+` and `b` as in Python. No
/// child inherits it unless it is told to.
/// \throws OSError with its filename; ValueError for another mode
[[nodiscard]] File open(const PathArg& name, const char* mode = "r");

} // namespace v1
} // namespace subprocess
