/// \file
/// std::istream and std::ostream over the streams of a Popen. Not part of subprocess.hpp, because it includes
/// <istream>.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/stream.hpp>

#include <cstddef>
#include <istream>
#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {

class ReadBuffer : public std::streambuf {
public:
    explicit ReadBuffer(Reader& reader) : m_reader(&reader) {}

protected:
    int_type underflow() override {
        m_text = m_reader->read1();
        setg(m_text.data(), m_text.data(), m_text.data() + m_text.size());
        return m_text.empty() ? traits_type::eof() : traits_type::to_int_type(m_text.front());
    }

private:
    Reader* m_reader;
    std::string m_text;
};

/// Passes everything on at once, since the Writer has a buffer. In text mode it keeps an incomplete character back.
class WriteBuffer : public std::streambuf {
public:
    explicit WriteBuffer(Writer& writer) : m_writer(&writer) {}
    WriteBuffer(const WriteBuffer&) = delete;
    WriteBuffer& operator=(const WriteBuffer&) = delete;
    ~WriteBuffer() override {
        if (!m_text.empty())
            m_writer->write_last(m_text);
    }

protected:
    int_type overflow(int_type character) override {
        if (traits_type::eq_int_type(character, traits_type::eof()))
            return traits_type::not_eof(character);
        const char c = traits_type::to_char_type(character);
        return xsputn(&c, 1) == 1 ? character : traits_type::eof();
    }

    std::streamsize xsputn(const char* characters, std::streamsize size) override {
        m_text.append(characters, static_cast<std::size_t>(size));
        write(m_text.size() - (is_text() ? unfinished() : 0));
        return size;
    }

    int sync() override {
        write(m_text.size());
        m_writer->flush();
        return 0;
    }

private:
    void write(std::size_t size) {
        const std::string whole = m_text.substr(0, size);
        m_text.erase(0, size);
        for (std::size_t sent = 0; sent < whole.size();) {
            const std::size_t count = m_writer->write(std::string_view(whole).substr(sent));
            sent += is_text() ? whole.size() : count;
        }
    }

    bool is_text() const { return static_cast<bool>(m_writer->m_encoder); }

    /// How many bytes at the end may be an incomplete UTF-8 character.
    std::size_t unfinished() const {
        for (std::size_t tail = 1; tail <= 3 && tail <= m_text.size(); ++tail) {
            const auto byte = static_cast<unsigned char>(m_text[m_text.size() - tail]);
            if (byte < 0x80)
                return 0;
            if (byte >= 0xC0)
                return (byte >= 0xF0 ? 4u : byte >= 0xE0 ? 3u : 2u) > tail ? tail : 0;
        }
        return 0;
    }

    Writer* m_writer;
    std::string m_text;
};

// A base class, so that the buffer exists before the stream that uses it.
template <class Buffer> struct Holder {
    template <class Stream> explicit Holder(Stream& stream) : buffer(stream) {}
    Buffer buffer;
};

} // namespace detail

/// Reads from a Reader: `InputStream in(p.stdout_); std::getline(in, line)`.
///
/// It reads ahead: do not read from the Reader directly while it exists. An error, such as a UnicodeDecodeError, sets
/// `badbit`; after `in.exceptions(std::ios::badbit)` the original exception is thrown. The Reader must outlive it.
class InputStream : private detail::Holder<detail::ReadBuffer>, public std::istream {
public:
    /// Nothing is read before the first use.
    explicit InputStream(Reader& reader) : Holder(reader), std::istream(&buffer) {}
};

/// Writes to a Writer, which sends when it is flushed (`std::endl`, `std::flush`) or full. To close, close the Writer.
/// Errors, such as a BrokenPipeError, are reported as by InputStream. The Writer must outlive it.
class OutputStream : private detail::Holder<detail::WriteBuffer>, public std::ostream {
public:
    /// Uses the Writer's own buffer, so that direct writes to the Writer stay in order.
    explicit OutputStream(Writer& writer) : Holder(writer), std::ostream(&buffer) {}
};

} // namespace v1
} // namespace subprocess
