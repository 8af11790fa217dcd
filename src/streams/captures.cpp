// PIPE inside tee(), first_bytes(), last_bytes() and last_lines().
#include <subprocess/sinks.hpp>

#include <subprocess/error.hpp>
#include <subprocess/reader.hpp>

#include "memory.hpp"
#include "node.hpp"
#include "open_sink.hpp"
#include "os/streams.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

class AllSink final : public OpenSink {
public:
    os::Room room() override { return m_memory.room(); }
    os::Verdict filled(std::size_t count) override { return m_memory.filled(count); }
    os::Verdict take(std::string_view bytes) override {
        m_memory.append(bytes);
        return os::Verdict::go_on;
    }
    Captured* captured() override {
        m_memory.deliver();
        return &m_captured;
    }

private:
    Captured m_captured;
    MemorySink m_memory{m_captured.bytes};
};

class FirstSink final : public OpenSink {
public:
    explicit FirstSink(std::size_t size) : m_size(size) {}

    os::Verdict take(std::string_view bytes) override {
        const std::string_view kept = bytes.substr(0, m_size - m_captured.bytes.size());
        m_captured.bytes += kept;
        m_captured.dropped += bytes.size() - kept.size();
        m_captured.cut = m_captured.dropped > 0 ? Captured::Cut::end : Captured::Cut::nowhere;
        return os::Verdict::go_on;
    }
    Captured* captured() override { return &m_captured; }

private:
    std::size_t m_size;
    Captured m_captured;
};

/// Where the end begins that is kept.
using StartOfEnd = std::size_t (*)(std::string_view bytes, std::size_t count);

std::size_t start_of_last_bytes(std::string_view bytes, std::size_t count) {
    return bytes.size() - std::min(bytes.size(), count);
}

std::size_t start_of_last_lines(std::string_view bytes, std::size_t count) {
    if (count == 0 || bytes.empty())
        return bytes.size();
    std::size_t end = bytes.size() - 1; // the last line may have no end
    for (; count > 0 && end > 0; --count) {
        const std::size_t line_end = bytes.rfind('\n', end - 1);
        if (line_end == bytes.npos)
            return 0;
        if (count == 1)
            return line_end + 1;
        end = line_end;
    }
    return 0;
}

class LastSink final : public OpenSink {
public:
    LastSink(StartOfEnd start, std::size_t count, Captured::Cut cut) : m_start(start), m_count(count), m_cut(cut) {}

    os::Verdict take(std::string_view bytes) override {
        m_captured.bytes += bytes;
        if (m_captured.bytes.size() >= m_next_trim) // rarely: the bytes are searched and moved each time
            trim();
        return os::Verdict::go_on;
    }
    Captured* captured() override {
        trim();
        return &m_captured;
    }

private:
    void trim() {
        const std::size_t start = m_start(m_captured.bytes, m_count);
        m_captured.bytes.erase(0, start);
        m_captured.dropped += start;
        m_captured.cut = m_captured.dropped > 0 ? m_cut : Captured::Cut::nowhere;
        m_next_trim = 2 * std::max(m_captured.bytes.size(), os::pipe_capacity);
    }

    StartOfEnd m_start;
    std::size_t m_count;
    Captured::Cut m_cut;
    Captured m_captured;
    std::size_t m_next_trim = 2 * os::pipe_capacity;
};

/// Lines are counted in the child's bytes.
void require_line_ends_of_one_byte(const StreamSettings& settings) {
    if (settings.text && encoded_line_end(settings) != "\n")
        throw ValueError("last_lines cannot count lines in " + settings.encoding);
}

/// Makes sinks that capture.
template <class Make> class CaptureNode final : public SinkNode {
public:
    explicit CaptureNode(Make make) : m_make(make) {}

    bool captures() const override { return true; }
    std::unique_ptr<OpenSink> open(const StreamSettings& settings) override { return m_make(settings); }

private:
    Make m_make;
};

} // namespace

Node* capture_node() {
    return new CaptureNode([](const StreamSettings&) { return std::make_unique<AllSink>(); });
}

Node* first_bytes_node(std::size_t size) {
    return new CaptureNode([size](const StreamSettings&) { return std::make_unique<FirstSink>(size); });
}

Node* last_bytes_node(std::size_t size) {
    return new CaptureNode([size](const StreamSettings&) {
        return std::make_unique<LastSink>(&start_of_last_bytes, size, Captured::Cut::begin);
    });
}

Node* last_lines_node(std::size_t count) {
    return new CaptureNode([count](const StreamSettings& settings) {
        require_line_ends_of_one_byte(settings);
        return std::make_unique<LastSink>(&start_of_last_lines, count, Captured::Cut::nowhere);
    });
}

} // namespace detail
} // namespace v1
} // namespace subprocess
