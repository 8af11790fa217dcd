#include <subprocess/stream.hpp>

#include <subprocess/error.hpp>

#include "errors.hpp"
#include "os/os.hpp"
#include "repr.hpp"
#include "text.hpp"

#include <algorithm>

namespace subprocess {
inline namespace v1 {

int Handle::close() noexcept {
    return valid() ? os::close(release()) : 0;
}

// File ----------------------------------------------------------------------------------------------------------------

namespace {

os::FileMode parse_mode(std::string_view mode) {
    os::FileMode parsed;
    int kinds = 0;
    bool valid = true;
    for (const char c : mode) {
        switch (c) {
        case 'r':
            parsed.read = true;
            break;
        case 'w':
            parsed.write = parsed.create = parsed.truncate = true;
            break;
        case 'a':
            parsed.write = parsed.create = parsed.append = true;
            break;
        case 'x':
            parsed.write = parsed.create = parsed.exclusive = true;
            break;
        case '+':
        case 'b':
        case 't':
            continue;
        default:
            valid = false;
            continue;
        }
        ++kinds;
    }
    if (!valid || kinds != 1)
        throw ValueError("invalid mode: " + repr(mode));
    if (mode.find('+') != mode.npos)
        parsed.read = parsed.write = true;
    return parsed;
}

void require_no_error(int error) {
    if (error != 0)
        throw_os_error(std::error_code(error, std::system_category()));
}

} // namespace

File open(const PathArg& name, const char* mode) {
    return File(os::open_file(name.str(), parse_mode(mode)));
}

void File::require_open() const {
    if (m_is_none)
        throw ValueError("this stream is None: it was not asked for with PIPE");
    if (closed())
        throw ValueError("I/O operation on closed file.");
}

NativeHandle File::native_handle() const {
    require_open();
    return m_handle.get();
}

NativeHandle File::detach() {
    require_open();
    return m_handle.release();
}

void File::close() {
    require_no_error(m_handle.close());
}

// Reader --------------------------------------------------------------------------------------------------------------

Reader::Reader(Handle handle, const detail::StreamSettings& settings) : File(std::move(handle)), m_settings(settings) {}

bool Reader::fill(std::size_t wanted) {
    require_open();
    m_buffer.erase(0, m_next);
    m_next = 0;
    std::string& target = m_settings.text ? m_undecoded : m_buffer;
    const std::size_t size = m_settings.buffer_size != 0 ? m_settings.buffer_size : wanted;
    const bool more = os::read_some(m_handle.get(), target, size) > 0;
    if (m_settings.text)
        text_mode::decode(m_undecoded, m_buffer, !more);
    return more;
}

std::string Reader::take(std::size_t size) {
    std::string taken;
    if (m_next == 0 && size == m_buffer.size()) {
        taken.swap(m_buffer);
    } else {
        taken.assign(m_buffer, m_next, size);
        m_next += size;
    }
    return taken;
}

std::string Reader::read() {
    require_open();
    constexpr std::size_t chunk = 65536;
    while (fill(chunk)) {
    }
    return take(available());
}

std::string Reader::read(std::size_t count) {
    require_open();
    std::size_t size = 0; // of the characters found so far
    for (std::size_t found = 0; found < count;) {
        if (size < available()) {
            const std::string_view rest = std::string_view(m_buffer).substr(m_next + size);
            const std::size_t step = m_settings.text ? static_cast<std::size_t>(text_mode::character_length(rest))
                                                     : std::min(count - found, rest.size());
            size += step;
            found += m_settings.text ? 1 : step;
            continue;
        }
        const bool is_short_read = m_settings.buffer_size == 0 && size > 0;
        if (is_short_read || !fill(count - found))
            break;
    }
    return take(size);
}

std::string Reader::readline() {
    require_open();
    std::size_t searched = 0;
    for (;;) {
        const std::size_t newline = m_buffer.find('\n', m_next + searched);
        if (newline != m_buffer.npos)
            return take(newline + 1 - m_next);
        searched = available();
        if (!fill(1)) // unbuffered: no byte beyond the line, which somebody else may want to read
            return take(available());
    }
}

std::vector<std::string> Reader::readlines() {
    std::vector<std::string> lines;
    for (std::string line = readline(); !line.empty(); line = readline())
        lines.push_back(std::move(line));
    return lines;
}

// Writer --------------------------------------------------------------------------------------------------------------

namespace {

std::size_t write_or_throw(NativeHandle handle, std::string_view bytes) {
    const std::size_t count = os::write_some(handle, bytes);
    if (count == 0 && !bytes.empty())
        throw_os_error(std::make_error_code(std::errc::broken_pipe));
    return count;
}

} // namespace

Writer::Writer(Handle handle, const detail::StreamSettings& settings) : File(std::move(handle)), m_settings(settings) {}

Writer& Writer::operator=(Writer&& other) noexcept {
    if (this != &other) {
        const Writer closes_what_was_here(std::move(*this));
        File::operator=(std::move(other));
        m_settings = other.m_settings;
        m_buffer = std::exchange(other.m_buffer, {});
    }
    return *this;
}

Writer::~Writer() {
    try {
        close();
    } catch (...) { // a destructor has nobody to tell
    }
}

std::size_t Writer::write(const Bytes& data) {
    require_open();
    const std::string_view bytes = data.view();
    if (m_settings.text)
        text_mode::require_encodable(bytes);
    if (m_settings.buffer_size == 0 && !m_settings.text)
        return write_or_throw(m_handle.get(), bytes);
    m_buffer += bytes;
    const bool is_due =
        m_buffer.size() > m_settings.buffer_size || (m_settings.by_line && bytes.find_first_of("\r\n") != bytes.npos);
    if (is_due)
        flush();
    return bytes.size();
}

void Writer::flush() {
    require_open();
    std::size_t sent = 0;
    try {
        while (sent < m_buffer.size())
            sent += write_or_throw(m_handle.get(), std::string_view(m_buffer).substr(sent));
    } catch (...) {
        m_buffer.erase(0, sent);
        throw;
    }
    m_buffer.clear();
}

void Writer::close() {
    if (closed())
        return;
    try {
        flush();
    } catch (...) {
        m_buffer.clear();
        m_handle.close();
        throw;
    }
    File::close();
}

} // namespace v1
} // namespace subprocess
