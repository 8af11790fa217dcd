/// \file
/// The streams of Popen. They close themselves, and can be moved but not copied.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/file.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/none.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/reader.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/values.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 { // not exported: what src/ defines
namespace detail::codecs {
class Encoder;
} // namespace detail::codecs
namespace detail {
class CommunicateCall;
class EndOfCall;
class WriterNode;
} // namespace detail
} // namespace v1

inline namespace SUBPROCESS_API v1 {
namespace detail {
namespace codecs {
void destroy(Encoder* encoder) noexcept;
} // namespace codecs

class WriteBuffer;

/// What was typed at a terminal, as far as it matters for what comes next.
struct TypedLine {
    bool is_at_terminal = false; ///< false: the stream is a pipe
    bool is_raw = false;
    std::size_t size = 0; ///< of the line that is not finished
};

} // namespace detail

/// A stream to write to: Popen::stdin_. It is Python's buffered (or text) writer.
///
/// If the child has closed its end, a write throws BrokenPipeError and never raises SIGPIPE. If you have made the pipe
/// non-blocking and it is full, write() and flush() throw BlockingIOError; the data stays in the buffer, if there is
/// one: call flush() later.
///
/// With `pty` it types at the child's terminal: close() types the end of input (Ctrl-D; on Windows Ctrl-Z and Enter),
/// and a line that is longer than a terminal keeps throws ValueError. On Windows a `\n` is typed as Enter.
///
/// `closed()`, `fileno()` and `native_handle()` are those of File.
class Writer : private File {
public:
    Writer() noexcept = default;
    /// Internal: only Popen has such settings. \throws LookupError for an unknown encoding
    Writer(Handle handle, const detail::StreamSettings& settings);
    Writer(Writer&& other) noexcept;
    Writer& operator=(Writer&& other) noexcept;
    /// Flushes and closes. It waits for room even in a non-blocking pipe. Errors are lost, so call close() first where
    /// they matter.
    ~Writer();

    /// Writes all of `data` (if unbuffered, what the pipe takes at once, as in Python). Text is encoded (`encoding`,
    /// `errors`), and `\n` becomes the platform's line end.
    /// \return the number of bytes, or of characters in text mode
    /// \throws OSError, ValueError (closed, or a null pointer), UnicodeEncodeError (then nothing of `data` was written)
    std::size_t write(const arg::Bytes& data);
    /// Writes the strings of any range, one after the other, without adding line ends. \throws what write() throws
    template <class Strings> void writelines(const Strings& strings) {
        detail::for_each_string(strings, [this](const auto& string) { write(string); });
    }
    /// \cond
    template <class T> friend Writer& operator<<(Writer& writer, const T&) {
        static_assert(detail::never<T>, "subprocess: call p.stdin_.write(text), or use an OutputStream from "
                                        "<subprocess/iostream.hpp>: OutputStream(p.stdin_) << value");
        return writer;
    }
    /// \endcond
    /// Sends what is buffered. \throws OSError, ValueError (closed)
    void flush();
    /// Flushes and closes. It counts as closed even if this throws, and what was not sent is lost. \throws OSError
    void close();
    /// Flushes, and gives up the descriptor without closing it. \throws OSError, ValueError (closed)
    NativeHandle detach();

    using File::closed, File::fileno, File::native_handle;
    /// True if the stream was not redirected to a PIPE.
    friend bool operator==(const Writer& writer, None_t none) noexcept {
        return static_cast<const File&>(writer) == none;
    }
    friend bool operator!=(const Writer& writer, None_t none) noexcept { return !(writer == none); }

private:
    friend class Popen;
    friend class detail::CommunicateCall;
    friend class detail::EndOfCall;
    friend class detail::WriteBuffer; // iostream.hpp
    friend class detail::WriterNode;  // to()

    void finish();
    void require_short_lines(std::string_view typed) const;
    std::size_t send(std::string_view bytes);
    void type_end() noexcept;
    void write_last(std::string_view characters) noexcept; ///< for the destructor of OutputStream
    void end() noexcept;                                   ///< what the destructor does

    std::size_t m_buffer_size = 0;
    bool m_by_line = false;
    std::string m_buffer;
    detail::TypedLine m_typed; // a std::optional would cost every file that includes this one its members
    detail::Opaque<detail::codecs::Encoder> m_encoder; ///< only in text mode
};

} // namespace v1
} // namespace subprocess
