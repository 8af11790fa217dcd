#include <subprocess/stream.hpp>

#include <subprocess/file.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/reader.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/values.hpp>

#include "codecs/characters.hpp"
#include "codecs/encoder.hpp"
#include "memory.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"
#include "os/streams.hpp"
#include "os/terminal.hpp"
#include "python/raise.hpp"
#include "text_encoder.hpp"
#include "typing.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

void codecs::destroy(Encoder* encoder) noexcept {
    delete encoder;
}

namespace {

std::size_t write_or_throw(NativeHandle handle, std::string_view bytes) {
    const std::size_t count = os::write_some(handle, bytes);
    if (count == 0 && !bytes.empty())
        throw_os_error(std::make_error_code(std::errc::broken_pipe));
    return count;
}

} // namespace

} // namespace detail

Writer::Writer(Handle handle, const detail::StreamSettings& settings)
    : File(std::move(handle)), m_buffer_size(settings.buffer_size), m_by_line(settings.by_line),
      m_encoder(settings.text ? new detail::codecs::Encoder(detail::encoder_of(settings)) : nullptr) {}

Writer::Writer(Writer&& other) noexcept
    : File(static_cast<File&&>(other)), m_buffer_size(other.m_buffer_size), m_by_line(other.m_by_line),
      m_buffer(std::exchange(other.m_buffer, {})), m_typed(std::exchange(other.m_typed, {})),
      m_encoder(std::move(other.m_encoder)) {}

Writer& Writer::operator=(Writer&& other) noexcept {
    if (this != &other) {
        const Writer closes_what_was_here(std::move(*this));
        File::operator=(static_cast<File&&>(other));
        m_buffer_size = other.m_buffer_size;
        m_by_line = other.m_by_line;
        m_buffer = std::exchange(other.m_buffer, {});
        m_typed = std::exchange(other.m_typed, {});
        m_encoder = std::move(other.m_encoder);
    }
    return *this;
}

Writer::~Writer() {
    end();
}

std::size_t Writer::write(const arg::Bytes& data) {
    require_open(m_encoder ? "I/O operation on closed file." : "write to closed file");
    if (data.is_null())
        detail::refuse_null_pointer("data");
    const std::string_view written = data.view();
    require_short_lines(written);
    if (m_buffer_size == 0 && !m_encoder)
        return send(written);
    if (m_encoder)
        m_encoder->encode(written, m_buffer);
    else
        m_buffer += written;
    const bool is_due = m_buffer.size() > m_buffer_size || (m_by_line && written.find_first_of("\r\n") != written.npos);
    if (is_due)
        flush();
    return m_encoder ? detail::codecs::count_characters(written) : written.size();
}

/// Not of what text becomes when it is encoded: only UTF-16 and its like make it much longer.
void Writer::require_short_lines(std::string_view typed) const {
    if (!m_typed.is_at_terminal)
        return;
    detail::TypedLine line = m_typed;
    detail::note_typed(line, m_buffer);
    detail::require_short_lines(m_handle.get(), line, typed);
}

/// \return how many bytes were written
std::size_t Writer::send(std::string_view bytes) {
    if (m_typed.is_at_terminal && detail::os::is_hung_up(m_handle.get()))
        detail::throw_os_error(std::make_error_code(std::errc::broken_pipe));
    std::string keys;
    const std::size_t count =
        detail::write_or_throw(m_handle.get(), m_typed.is_at_terminal ? detail::as_keys(bytes, keys) : bytes);
    if (m_typed.is_at_terminal)
        detail::note_typed(m_typed, bytes.substr(0, count));
    return count;
}

void Writer::flush() {
    require_open(m_encoder ? "I/O operation on closed file." : "flush of closed file");
    std::size_t sent = 0;
    try {
        while (sent < m_buffer.size())
            sent += send(std::string_view(m_buffer).substr(sent));
    } catch (...) {
        m_buffer.erase(0, sent);
        throw;
    }
    m_buffer.clear();
}

void Writer::finish() {
    if (m_encoder)
        m_encoder->finish(m_buffer);
    flush();
}

void Writer::write_last(std::string_view characters) noexcept {
    const detail::os::NotCancellable until_written;
    try {
        write(characters);
    } catch (...) { // a destructor has nobody to tell
    }
}

NativeHandle Writer::detach() {
    finish();
    return File::detach();
}

void Writer::close() {
    if (closed())
        return;
    try {
        finish();
    } catch (...) {
        m_buffer.clear();
        m_handle.close();
        throw;
    }
    type_end();
    File::close();
}

/// If nobody reads from the terminal any more, nobody needs to be told.
void Writer::type_end() noexcept {
    if (!m_typed.is_at_terminal)
        return;
    try {
        std::string end = detail::end_of_input(m_handle.get(), m_typed);
        while (!end.empty())
            end.erase(0, send(end));
    } catch (...) { // it has ended, or is full
    }
}

void Writer::end() noexcept {
    if (closed())
        return;
    const detail::os::NotCancellable until_closed;
    try {
        if (m_encoder)
            m_encoder->finish(m_buffer);
        detail::MemorySource rest(m_buffer);
        detail::TypedSource typed(rest, m_handle, m_typed, nullptr);
        const detail::os::Flow flows[] = {
            {m_handle, m_typed.is_at_terminal ? static_cast<detail::os::Source&>(typed) : rest}};
        if (!m_buffer.empty() || m_typed.is_at_terminal)
            detail::os::exchange({flows, detail::Deadline::never()});
    } catch (...) { // a destructor has nobody to tell
    }
    m_buffer.clear();
    m_handle.close();
}

} // namespace v1
} // namespace subprocess
