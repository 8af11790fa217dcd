/// \file
/// Reader, a stream of a child that we read.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/file.hpp>
#include <subprocess/given.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/none.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/patterns.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/values.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 { // not exported: what src/ defines
namespace detail {
class CommunicateCall;
class Patience;
namespace codecs {
class Decoder;
} // namespace codecs
} // namespace detail
} // namespace v1

inline namespace SUBPROCESS_API v1 {
namespace detail {
class Expecting;
namespace codecs {
void destroy(Decoder* decoder) noexcept;
} // namespace codecs

/// How the streams of a Popen are set up.
struct StreamSettings {
    std::size_t buffer_size = 0; ///< 0: unbuffered
    bool by_line = false;        ///< a Writer is flushed at each line end
    bool text = false;
    bool is_typed = false; ///< what a Writer gets goes to a terminal, where \n is Enter
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
/// A read with `timeout = 2s` waits no longer than that, also for a non-blocking pipe, and then throws TimeoutExpired.
/// Nothing is lost: the next read finds what has come. A timeout of 0 or less takes what is there. What has been read
/// and not been taken is kept in memory, without a limit.
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
    /// Reads what is available, and waits only if there is nothing; empty at the end of file. Also with a limit:
    /// `read1(timeout = 2s)`. \throws TimeoutExpired
    std::string read1() { return read_some(Timeout()); }
    template <class T> std::string read1(T&& limit) { return read_some(detail::limit_of_read(limit)); }
    /// Reads the next line with its `\n`; empty at the end of file. Also with a limit: `readline(timeout = 2s)`.
    /// \throws TimeoutExpired
    std::string readline() { return take(find_line()); }
    template <class T> std::string readline(T&& limit) { return take(find_line(detail::limit_of_read(limit))); }
    /// Does the same into `line` and reuses its memory: as fast as std::getline. Also with a limit: `readline(line,
    /// timeout = 2s)`. \return false at the end of file \throws TimeoutExpired
    bool readline(std::string& line) { return take(find_line(), line); }
    template <class T> bool readline(std::string& line, T&& limit) {
        return take(find_line(detail::limit_of_read(limit)), line);
    }
    /// Reads until one of the patterns has come: `read_until(">>> ")`, `read_until({"ok\n", "error: "}, timeout = 5s)`.
    ///
    /// The pattern that is complete first wins, so it never waits for more, and the answer does not depend on how the
    /// output was split; if two are complete with the same byte, the first in the list. In text mode patterns are UTF-8
    /// and are looked for in the decoded text, where line ends are `\n`.
    /// \return what came before, the match and its index; at the end of file all that is left, with Found::npos
    /// \throws TimeoutExpired; ValueError for no pattern, or an empty one
    Found read_until(const arg::Patterns& patterns) { return find(patterns, Timeout()); }
    template <class T> Found read_until(const arg::Patterns& patterns, T&& limit) {
        return find(patterns, detail::limit_of_read(limit));
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

    /// \name For a poll loop of your own
    /// \{
    /// `buffered()` is the number of bytes (of UTF-8 in text mode) that have been read ahead: poll() does not see them,
    /// so call read1() first. `has_line()` takes what has come, without waiting, and is true if readline() would return
    /// at once, at the end of file, too. \throws what readline() throws
    std::size_t buffered() const noexcept;
    bool has_line();
    /// \}

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
    friend class detail::CommunicateCall;
    friend class detail::Expecting; // expect.hpp

    void require_readable(const char* complaint_of_bytes) const;
    enum class Filled { more, end, late };
    /// Reads once more into m_buffer, at most `size` bytes.
    Filled fill(std::size_t size, detail::Patience& patience);
    /// Does so without a limit. \return false at the end of file
    bool fill(std::size_t size);
    void fill_to_the_end();
    bool has_bytes_to_decode() const;
    /// How much to read if the user is waiting for `wanted` bytes.
    std::size_t chunk(std::size_t wanted) const { return m_buffer_size > wanted ? m_buffer_size : wanted; }
    /// Reads until m_buffer holds a line. \return its size; 0 at the end of file
    std::size_t find_line() {
        const char* const line = m_buffer.data() + m_next;
        const char* const line_end = closed() ? nullptr : std::char_traits<char>::find(line, available(), '\n');
        return line_end != nullptr ? static_cast<std::size_t>(line_end - line) + 1 : find_line(Timeout());
    }
    std::size_t find_line(const Timeout& limit);
    Found find(const arg::Patterns& patterns, const Timeout& limit);
    Found find(const detail::PatternList& patterns, const Timeout& limit);
    /// \return None if it was late; at the end of file what is left, as a match of no pattern
    std::optional<detail::PatternMatch> search(const detail::PatternList& patterns, detail::Patience& patience);
    std::string read_some(const Timeout& limit);
    std::optional<std::size_t> read_more(std::size_t size, detail::Patience& patience);
    std::string take_all();
    std::string take(std::size_t size) {
        m_searched = 0;
        if (size == m_buffer.size())
            return take_all();
        m_next += size;
        return {m_buffer.data() + m_next - size, size};
    }
    bool take(std::size_t size, std::string& line) {
        line.assign(m_buffer.data() + m_next, size);
        m_searched = 0;
        m_next += size;
        return size > 0;
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
    bool m_is_terminal = false;
    bool m_stands_still = false; ///< the end of file of a fake that hangs: a limit of time passes instead
    Handle m_ended;              ///< a terminal after its end, whose program is not to be hung up
    std::string m_buffer;        ///< decoded, in text mode
    std::size_t m_next = 0;
    std::string m_sought;                              ///< the patterns of the search that was late last
    std::size_t m_searched = 0;                        ///< none of them ends in so many bytes from m_next
    bool m_has_undecoded = false;                      ///< communicate() has left bytes that are not decoded yet
    detail::Opaque<detail::codecs::Decoder> m_decoder; ///< only in text mode
};

} // namespace v1
} // namespace subprocess
