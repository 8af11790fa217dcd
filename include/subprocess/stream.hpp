/// \file
/// The streams of Popen. They close themselves, and can be moved but not copied.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/file.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/none.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/values.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 { // not exported: what src/ defines
namespace detail::codecs {
class Decoder;
class Encoder;
} // namespace detail::codecs
} // namespace v1

inline namespace SUBPROCESS_API v1 {
namespace detail {
namespace codecs {
void destroy(Decoder* decoder) noexcept;
void destroy(Encoder* encoder) noexcept;
} // namespace codecs

class WriteBuffer;
class WriterNode;

/// How the streams of a Popen are set up.
struct StreamSettings {
    std::size_t buffer_size = 0; ///< 0: unbuffered
    bool by_line = false;        ///< a Writer is flushed at each line end
    bool text = false;
    std::string encoding = "utf-8";
    std::string errors = "strict";
};

} // namespace detail

/// A stream to read from: Popen::stdout_ and Popen::stderr_. It is Python's buffered (or text) reader.
///
/// It returns what the child has written so far, and can be read while the child runs. In text mode the bytes are
/// decoded (`encoding`, `errors`) and `\r\n` and `\r` become `\n`; the strings are UTF-8, see docs/text.md. Bytes that
/// cannot be decoded throw UnicodeDecodeError once everything before them has been read, and at each further read.
/// Every read throws OSError, and ValueError if the stream is closed or None. If you have made the pipe non-blocking, a
/// read that would wait throws BlockingIOError, and keeps what has arrived for the next one.
///
/// `closed()`, `detach()`, `fileno()` and `native_handle()` are those of File.
class Reader : private File {
public:
    Reader() noexcept = default;
    /// Internal: only Popen has such settings. \throws LookupError for an unknown encoding
    Reader(Handle handle, const detail::StreamSettings& settings);
    Reader(Reader&& other) noexcept;
    Reader& operator=(Reader&& other) noexcept;
    ~Reader() = default;

    /// Reads everything up to the end of file.
    std::string read();
    /// Reads at most `count` bytes (characters in text mode); fewer only at the end of file, or with `bufsize = 0`.
    std::string read(std::size_t count);
    /// Reads what is available, and waits only if there is nothing; empty at the end of file.
    std::string read1();
    /// Reads the next line with its `\n`; empty at the end of file.
    std::string readline() { return take(find_line()); }
    /// Does the same into `line` and reuses its memory: as fast as std::getline. \return false at the end of file
    bool readline(std::string& line) {
        const std::size_t size = find_line();
        line.assign(m_buffer.data() + m_next, size);
        m_next += size;
        return size > 0;
    }
    /// Reads all remaining lines up to the end of file, each with its `\n`.
    std::vector<std::string> readlines();

    /// Reads line by line: `for (const std::string& line : p.stdout_)`.
    ///
    /// An input iterator; each step is a readline() into the same string.
    class iterator {
    public:
        /// \name As an input iterator
        /// \{
        /// What standard algorithms require. A step throws what readline() throws.
        using value_type = std::string;
        using difference_type = std::ptrdiff_t;
        using pointer = const std::string*;
        using reference = const std::string&;
        using iterator_category = std::input_iterator_tag;

        iterator() = default;
        explicit iterator(Reader& reader) : m_reader(&reader) { ++*this; }
        reference operator*() const { return m_line; }
        pointer operator->() const { return &m_line; }
        iterator& operator++() {
            if (!m_reader->readline(m_line))
                m_reader = nullptr;
            return *this;
        }
        iterator operator++(int) {
            iterator before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(const iterator& a, const iterator& b) { return a.m_reader == b.m_reader; }
        friend bool operator!=(const iterator& a, const iterator& b) { return a.m_reader != b.m_reader; }
        /// \}

    private:
        Reader* m_reader = nullptr;
        std::string m_line;
    };
    /// \name Iteration
    /// \{
    /// A single-pass range: begin() reads the first line. \throws what readline() throws
    iterator begin() { return iterator(*this); }
    iterator end() { return {}; }
    /// \}

    /// \cond
    template <class T> friend Reader& operator>>(Reader& reader, T&&) {
        static_assert(detail::never<T>, "subprocess: call readline() or read(), or use an InputStream from "
                                        "<subprocess/iostream.hpp>: InputStream(p.stdout_) >> value");
        return reader;
    }
    /// \endcond

    /// Closes the file and drops what was read ahead. It counts as closed even if this throws. \throws OSError
    void close();

    using File::closed, File::detach, File::fileno, File::native_handle;
    /// True if the stream was not redirected to a PIPE.
    friend bool operator==(const Reader& reader, None_t none) noexcept {
        return static_cast<const File&>(reader) == none;
    }
    friend bool operator!=(const Reader& reader, None_t none) noexcept { return !(reader == none); }

private:
    friend class Popen;

    void require_readable(const char* complaint_of_bytes) const;
    /// Reads once more into m_buffer, at most `size` bytes. \return false at the end of file
    bool fill(std::size_t size);
    void fill_to_the_end();
    /// How much to read if the user is waiting for `wanted` bytes.
    std::size_t chunk(std::size_t wanted) const { return m_buffer_size > wanted ? m_buffer_size : wanted; }
    /// Reads until m_buffer holds a line. \return its size; 0 at the end of file
    std::size_t find_line() {
        const char* const line = m_buffer.data() + m_next;
        const char* const line_end = closed() ? nullptr : std::char_traits<char>::find(line, available(), '\n');
        return line_end != nullptr ? static_cast<std::size_t>(line_end - line) + 1 : read_line();
    }
    /// The slow half of find_line(): m_buffer holds no line yet, or the stream is closed.
    std::size_t read_line();
    bool read_more(std::size_t size);
    std::string take_all();
    std::string take(std::size_t size) {
        if (size == m_buffer.size())
            return take_all();
        m_next += size;
        return {m_buffer.data() + m_next - size, size};
    }
    std::size_t available() const { return m_buffer.size() - m_next; }

    void forget_taken() {
        m_buffer.erase(0, m_next);
        m_next = 0;
    }
    /// communicate() appends what it reads to this string; the next read finds it there.
    std::string& undecoded();
    /// Everything in the buffer. It is undecoded, except for what the user's own reads left there.
    std::string everything() const;
    std::string take_everything();

    std::size_t m_buffer_size = 0;
    std::string m_buffer; ///< decoded, in text mode
    std::size_t m_next = 0;
    bool m_has_undecoded = false;                      ///< communicate() has left bytes that are not decoded yet
    detail::Opaque<detail::codecs::Decoder> m_decoder; ///< only in text mode
};

/// A stream to write to: Popen::stdin_. It is Python's buffered (or text) writer.
///
/// If the child has closed its end, a write throws BrokenPipeError and never raises SIGPIPE. If you have made the pipe
/// non-blocking and it is full, write() and flush() throw BlockingIOError; the data stays in the buffer, if there is
/// one: call flush() later.
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
    friend class detail::WriteBuffer; // iostream.hpp
    friend class detail::WriterNode;  // to()

    void finish();
    void write_last(std::string_view characters) noexcept; ///< for the destructor of OutputStream
    void end() noexcept;                                   ///< what the destructor does

    std::size_t m_buffer_size = 0;
    bool m_by_line = false;
    std::string m_buffer;
    detail::Opaque<detail::codecs::Encoder> m_encoder; ///< only in text mode
};

} // namespace v1
} // namespace subprocess
