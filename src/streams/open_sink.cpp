#include "open_sink.hpp"

#include <subprocess/error.hpp>

#include "codecs/codec.hpp"
#include "codecs/decoder.hpp"

#include <algorithm>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

os::Room OpenSink::room() {
    if (!m_memory)
        m_memory.reset(new char[os::pipe_capacity]); // not make_unique(), which would fill it
    return {m_memory.get(), os::pipe_capacity};
}

os::Verdict OpenSink::filled(std::size_t count) {
    return count > 0 ? give({m_memory.get(), count}) : os::Verdict::go_on;
}

os::Verdict OpenSink::give(std::string_view bytes) {
    if (m_is_off)
        return os::Verdict::go_on;
    try {
        return take(bytes);
    } catch (...) {
        m_is_off = is_off_after_error();
        throw;
    }
}

void OpenSink::ended() {
    if (!std::exchange(m_is_off, true))
        finish();
}

namespace {

bool begins_a_character(std::string_view bytes, const StreamSettings& settings) {
    codecs::Decoder decoder(settings.encoding, "strict");
    std::string characters(bytes);
    try {
        decoder.decode(0, false, characters);
    } catch (const UnicodeDecodeError&) {
        return false;
    }
    return !characters.empty() || !decoder.is_stuck();
}

/// Where the first whole character begins in what follows the bytes that were dropped.
std::size_t start_of_characters(std::string_view bytes, std::size_t dropped, const StreamSettings& settings) {
    constexpr std::size_t longest_character = 4;
    const std::size_t unit = encoded_line_end(settings).size();
    const std::size_t rest_of_unit = (unit - dropped % unit) % unit;
    for (std::size_t start = rest_of_unit; start < rest_of_unit + longest_character; start += unit)
        if (start >= bytes.size() || begins_a_character(bytes.substr(start, longest_character), settings))
            return std::min(start, bytes.size());
    return rest_of_unit;
}

/// An incomplete character at the end is dropped, and a \r there is a whole line end.
std::string decoded_without_end(std::string&& bytes, const StreamSettings& settings) {
    codecs::Decoder decoder(settings.encoding, settings.errors);
    std::string characters = std::move(bytes);
    decoder.decode(0, false, characters);
    if (decoder.is_stuck())
        decoder.decode(characters.size(), false, characters); // throws
    if (decoder.is_holding_return())
        characters += '\n';
    return characters;
}

std::string decoded(Captured&& captured, const StreamSettings& settings) {
    if (captured.cut == Captured::Cut::end)
        return decoded_without_end(std::move(captured.bytes), settings);
    if (captured.cut == Captured::Cut::begin)
        captured.bytes.erase(0, start_of_characters(captured.bytes, captured.dropped, settings));
    codecs::Decoder decoder(settings.encoding, settings.errors);
    decoder.waiting() = std::move(captured.bytes);
    return decoder.decode_rest();
}

} // namespace

std::string encoded_line_end(const StreamSettings& settings) {
    std::string encoded;
    codecs::open_codec(settings.encoding)->encode("\n", encoded); // without a byte order mark
    return encoded;
}

Output output_of(Captured&& captured, const StreamSettings& settings) {
    const std::size_t dropped = captured.dropped;
    if (!settings.text)
        return Output(std::move(captured.bytes)).without(dropped);
    return Output::decoded(decoded(std::move(captured), settings)).without(dropped);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
