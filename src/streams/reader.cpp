#include <subprocess/reader.hpp>

#include <subprocess/file.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/values.hpp>

#include "codecs/characters.hpp"
#include "codecs/decoder.hpp"
#include "memory.hpp"
#include "os/streams.hpp"
#include "patience.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

void codecs::destroy(Decoder* decoder) noexcept {
    delete decoder;
}

} // namespace detail

Reader::Reader(Handle handle, const detail::StreamSettings& settings)
    : File(std::move(handle)), m_buffer_size(settings.buffer_size),
      m_decoder(settings.text ? new detail::codecs::Decoder(settings.encoding, settings.errors) : nullptr) {}

Reader::Reader(Reader&& other) noexcept
    : File(static_cast<File&&>(other)), m_buffer_size(other.m_buffer_size), m_is_terminal(other.m_is_terminal),
      m_stands_still(other.m_stands_still), m_ended(std::move(other.m_ended)),
      m_buffer(std::exchange(other.m_buffer, {})), m_next(std::exchange(other.m_next, 0)),
      m_sought(std::move(other.m_sought)), m_searched(std::exchange(other.m_searched, 0)),
      m_has_undecoded(other.m_has_undecoded), m_decoder(std::move(other.m_decoder)) {}

Reader& Reader::operator=(Reader&& other) noexcept {
    if (this != &other) {
        File::operator=(static_cast<File&&>(other));
        m_buffer_size = other.m_buffer_size;
        m_is_terminal = other.m_is_terminal;
        m_stands_still = other.m_stands_still;
        m_ended = std::move(other.m_ended);
        m_buffer = std::exchange(other.m_buffer, {});
        m_next = std::exchange(other.m_next, 0);
        m_sought = std::move(other.m_sought);
        m_searched = std::exchange(other.m_searched, 0);
        m_has_undecoded = other.m_has_undecoded;
        m_decoder = std::move(other.m_decoder);
    }
    return *this;
}

void Reader::require_readable(const char* complaint_of_bytes) const {
    if (m_decoder)
        require_open();
    else
        require_open(complaint_of_bytes); // Python words this message differently for text streams
}

Reader::Filled Reader::fill(std::size_t size, detail::Patience& patience) {
    require_open();
    forget_taken();
    const bool is_here = has_bytes_to_decode();
    const std::size_t before = m_buffer.size();
    const std::optional<std::size_t> count = is_here ? 1 : read_more(size, patience);
    if (!count)
        return Filled::late;
    const Filled filled = *count > 0 ? Filled::more : Filled::end;
    if (!m_decoder)
        return filled;
    m_has_undecoded = false;
    m_decoder->decode(before, filled == Filled::end, m_buffer);
    return m_decoder->is_stuck() ? Filled::more : filled;
}

bool Reader::fill(std::size_t size) {
    detail::Patience endless(Timeout{});
    return fill(size, endless) == Filled::more;
}

bool Reader::has_bytes_to_decode() const {
    return m_decoder && (m_decoder->is_stuck() || m_has_undecoded);
}

std::optional<std::size_t> Reader::read_more(std::size_t size, detail::Patience& patience) {
    if (m_buffer.size() >= detail::os::pipe_capacity) // a smaller string grows well enough by itself
        detail::make_room(m_buffer, std::min(size, detail::os::pipe_capacity));
    const std::optional<std::size_t> count = patience.read(m_handle.get(), m_buffer, size);
    const bool would_wait = m_stands_still && count == 0 && patience.has_limit();
    return would_wait ? std::nullopt : count;
}

void Reader::fill_to_the_end() {
    if (m_decoder) { // decode piece by piece, so that an error is thrown as soon as its bytes have come
        while (fill(detail::os::pipe_capacity)) {
        }
        return;
    }
    forget_taken();
    detail::MemorySink sink(m_buffer);
    std::size_t count = 0;
    do {
        const detail::os::Room room = sink.room();
        count = detail::os::read_some(m_handle.get(), room.memory, room.size);
        sink.filled(count);
    } while (count > 0);
    sink.deliver();
}

std::string Reader::take_all() {
    detail::limit_capacity(m_buffer);
    return std::exchange(m_buffer, {});
}

std::string Reader::read() {
    require_readable("read of closed file");
    fill_to_the_end();
    return take(available());
}

std::string Reader::read(std::size_t count) {
    require_readable("read of closed file");
    std::size_t size = 0; // of the part that was found so far
    for (;;) {
        const std::string_view rest = std::string_view(m_buffer).substr(m_next + size);
        std::size_t found = m_decoder ? count : std::min(count, rest.size());
        size += m_decoder ? detail::codecs::size_of_characters(rest, found) : found;
        count -= found;
        const bool is_short_read = m_buffer_size == 0 && size > 0;
        if (count == 0 || is_short_read || !fill(chunk(count)))
            return take(size);
    }
}

std::string Reader::read_some(const Timeout& limit) {
    detail::Patience patience(limit);
    require_readable("read of closed file");
    Filled last = Filled::more;
    while (available() == 0 && last == Filled::more)
        last = fill(chunk(detail::os::pipe_capacity), patience);
    if (last == Filled::late)
        patience.fail();
    return take(available());
}

std::size_t Reader::buffered() const noexcept {
    return available() + (has_bytes_to_decode() ? m_decoder->waiting().size() : 0);
}

std::vector<std::string> Reader::readlines() {
    require_readable("readline of closed file");
    fill_to_the_end(); // first: an error between two lines would lose those already taken
    std::vector<std::string> lines;
    for (std::string line = readline(); !line.empty(); line = readline())
        lines.push_back(std::move(line));
    return lines;
}

std::string& Reader::undecoded() {
    m_has_undecoded = true;
    if (m_decoder)
        return m_decoder->waiting();
    forget_taken();
    return m_buffer;
}

std::string Reader::everything() const {
    std::string all = m_buffer.substr(m_next);
    if (m_decoder && m_decoder->is_holding_return())
        all += '\r';
    if (m_decoder)
        all += m_decoder->waiting();
    return all;
}

std::string Reader::take_everything() {
    if (!m_decoder)
        return take(available());
    std::string characters = m_decoder->decode_rest();
    if (available() > 0)
        characters.insert(0, take(available()));
    detail::limit_capacity(characters);
    return characters;
}

void Reader::close() {
    m_buffer.clear();
    m_next = m_searched = 0;
    if (m_decoder)
        m_decoder->waiting().clear();
    File::close();
}

} // namespace v1
} // namespace subprocess
