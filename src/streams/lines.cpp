// each_line(): cuts what comes into lines, and decodes it in text mode.
#include <subprocess/sinks.hpp>

#include <subprocess/reader.hpp>
#include <subprocess/shared.hpp>

#include "codecs/characters.hpp"
#include "codecs/decoder.hpp"
#include "node.hpp"
#include "open_sink.hpp"
#include "os/streams.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

constexpr std::size_t longest_line = 1 << 20;

class LineSink final : public OpenSink {
public:
    LineSink(Shared keeps, const Receiver& receiver, const StreamSettings& settings)
        : m_keeps(std::move(keeps)), m_receiver(receiver) {
        if (settings.text)
            m_decoder.emplace(settings.encoding, settings.errors);
    }

    os::Verdict take(std::string_view bytes) override {
        if (!m_decoder)
            return pass_lines(bytes);
        m_characters = bytes;
        return decode(*m_decoder, false);
    }

    void finish() override {
        m_characters.clear();
        if (m_decoder && decode(*m_decoder, true) == os::Verdict::stop)
            return;
        if (!m_line.empty())
            call(m_line);
    }

private:
    bool call(std::string_view line) { return m_receiver.receive(m_receiver.kept.object, line); }

    /// Decodes and passes m_characters.
    os::Verdict decode(codecs::Decoder& decoder, bool at_end) {
        if (!to_characters(decoder, at_end))
            return os::Verdict::stop;
        std::string_view characters = m_characters;
        if (!characters.empty() && std::exchange(m_has_passed_return, false))
            characters.remove_prefix(1); // the line end for the \r, or \r\n, that was passed before
        os::Verdict verdict = pass_lines(characters);
        if (verdict == os::Verdict::go_on && decoder.is_holding_return() && !m_has_passed_return) {
            m_has_passed_return = true;
            verdict = pass_lines("\n");
        }
        if (verdict == os::Verdict::stop || !decoder.is_stuck())
            return verdict;
        m_characters.clear();
        return to_characters(decoder, at_end) ? verdict : os::Verdict::stop; // throws, now that all before is passed
    }

    /// Before an error it passes the beginning of the line. \return false if the function wants no more by then
    bool to_characters(codecs::Decoder& decoder, bool at_end) {
        try {
            decoder.decode(0, at_end, m_characters);
            return true;
        } catch (...) {
            if (m_line.empty() || pass_line({}))
                throw;
            return false;
        }
    }

    os::Verdict pass_lines(std::string_view bytes) {
        for (std::size_t end = bytes.find('\n'); end != bytes.npos; end = bytes.find('\n')) {
            if (!pass_line(bytes.substr(0, end)))
                return os::Verdict::stop;
            bytes.remove_prefix(end + 1);
        }
        m_line += bytes;
        return m_line.size() < longest_line || pass_piece() ? os::Verdict::go_on : os::Verdict::stop;
    }

    bool pass_line(std::string_view end_of_line) {
        const bool is_end_of_pieces = std::exchange(m_has_passed_piece, false) && m_line.empty() && end_of_line.empty();
        if (is_end_of_pieces)
            return true;
        if (m_line.empty())
            return call(end_of_line);
        m_line += end_of_line;
        const bool wants_more = call(m_line);
        m_line.clear();
        return wants_more;
    }

    /// Passes a part of a long line, in text mode of whole characters.
    bool pass_piece() {
        std::size_t size = m_line.size();
        while (m_decoder && size > longest_line / 2 && codecs::is_continuation(codecs::byte_at(m_line, size - 1)))
            --size;
        if (size < m_line.size())
            --size; // the first byte of the last character
        m_has_passed_piece = true;
        const bool wants_more = call(std::string_view(m_line).substr(0, size));
        m_line.erase(0, size);
        return wants_more;
    }

    Shared m_keeps;
    const Receiver& m_receiver;
    std::optional<codecs::Decoder> m_decoder; ///< only in text mode
    std::string m_characters;
    std::string m_line;               ///< the beginning of a line whose end has not come yet
    bool m_has_passed_return = false; ///< the decoder still holds it
    bool m_has_passed_piece = false;  ///< of the present line
};

class LineNode final : public SinkNode {
public:
    LineNode(KeptOwner&& kept, const Receiver& receiver) : m_kept(std::move(kept)), m_receiver(receiver) {}

    std::unique_ptr<OpenSink> open(const StreamSettings& settings) override {
        retain();
        return std::make_unique<LineSink>(Shared(this), m_receiver, settings);
    }

private:
    KeptOwner m_kept;
    Receiver m_receiver;
};

} // namespace

Node* line_node(const Receiver& receiver) {
    KeptOwner kept(receiver.kept);
    return new LineNode(std::move(kept), receiver);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
