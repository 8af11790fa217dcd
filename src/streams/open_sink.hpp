// Sinks of the user's: what they share, and what each stream that goes to them has for itself.
#pragma once

#include <subprocess/output.hpp>
#include <subprocess/reader.hpp>

#include "node.hpp"
#include "os/streams.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// The part of a stream that is kept, as bytes.
struct Captured {
    enum class Cut { nowhere, begin, end };

    std::string bytes;
    std::size_t dropped = 0;
    Cut cut = Cut::nowhere; ///< where a character may be cut
};

/// In the encoding of the streams; its size is that of the units in which they come.
std::string encoded_line_end(const StreamSettings& settings);

/// What communicate() returns for it. In text mode it is decoded. \throws UnicodeDecodeError, LookupError
Output output_of(Captured&& captured, const StreamSettings& settings);

/// A sink while one stream goes to it. Once it has thrown, it takes and drops what comes.
class OpenSink : public os::Sink {
public:
    os::Room room() override;
    os::Verdict filled(std::size_t count) override;
    void ended() final;
    bool may_throw() const override { return true; }

    /// Gives it the next bytes, at least one.
    os::Verdict give(std::string_view bytes);

    /// Adds the streams to which bytes go on from here.
    virtual void add_flows(std::vector<os::Flow>&) {}
    /// What has been captured until now; null: it does not capture.
    virtual Captured* captured() { return nullptr; }

private:
    virtual os::Verdict take(std::string_view bytes) = 0;
    virtual void finish() {}
    virtual bool is_off_after_error() const { return true; }

    std::unique_ptr<char[]> m_memory;
    bool m_is_off = false;
};

/// The node of a Sink.
class SinkNode : public Node {
public:
    virtual bool captures() const { return false; }
    virtual std::unique_ptr<OpenSink> open(const StreamSettings& settings) = 0;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
