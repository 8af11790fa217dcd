// The three streams of a child while bytes move through them.
#pragma once

#include "awaited.hpp"
#include "last_output.hpp"
#include "limited_flow.hpp"
#include "os/deadline.hpp"
#include "os/pump.hpp"
#include "os/stdio.hpp"
#include "os/streams.hpp"
#include "served.hpp"
#include "streams/memory.hpp"
#include "streams/typing.hpp"

#include <subprocess/handle.hpp>
#include <subprocess/stream.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// A stream of the child that is read, and where its bytes go.
struct ReadStream {
    Handle& handle;
    std::string& bytes;
    Handle* kept_in = nullptr; ///< as in a Flow
};

/// The stream of the child that is written.
struct WriteStream {
    Handle& handle;
    TypedLine* line = nullptr;        ///< of a terminal; null: a pipe
    const Handle* shown_at = nullptr; ///< where that terminal is read; null: nowhere
};

/// One of the streams that are read.
class Receiving {
public:
    Receiving(Stdio name, ReadStream stream, const TransferLimits& limits);

    os::Flow flow();

    /// A filter writes about as much as it reads.
    void expect(std::size_t size) { m_memory.expect(size); }

    /// \throws OutputLimitReached if more was read before
    void require_within_limit() const;

    /// Completes the string. \throws std::bad_alloc, and nothing is lost
    void deliver() { m_memory.deliver(); }

    /// Appends the byte beyond the limit, so that it is not lost to later reads.
    void keep_surplus();

    /// Reads and drops what comes if more than the limit has come.
    void drop_excess();

private:
    bool has_excess() const { return m_stream.bytes.size() > m_limit.limit; }

    const ReadStream m_stream;
    const OutputLimitReached m_limit;
    MemorySink m_memory;
    std::optional<LimitedSink> m_limited;
};

/// Streams that are closed are passed over.
class Transfer final : public LastOutput {
public:
    /// \param to_send is sent to `in`, which is closed at its end; must outlive the object
    /// \param served further streams of the child; null: none
    Transfer(ReadStream out, ReadStream err, WriteStream in, std::string_view to_send,
             const TransferLimits& limits = {}, Served* served = nullptr);
    /// Only reads.
    Transfer(ReadStream out, ReadStream err, const TransferLimits& limits, Served* served);

    /// Moves bytes until all streams are closed, the event has happened or the deadline passes.
    /// \return whether all streams are closed
    /// \throws OutputLimitReached
    bool move(const Deadline& deadline, os::Event* until = nullptr);
    bool move_output(const Deadline& deadline, os::Event* until) override { return move(deadline, until); }

    /// Moves what is ready, and does not block. \return whether all streams are closed \throws OutputLimitReached
    bool step() override;

    /// Between two steps.
    void add_to(Awaited& awaited) const override;

    void drop_excess() override;
    void keep_limit() override { m_drops_excess = false; }

    /// Moves what is there. \return whether all streams are closed
    bool move_rest();

    /// Completes the strings.
    void deliver();

    /// Closes the streams of the child. What has come from them and is to go on elsewhere is still to be moved.
    void end();

    /// Whether sinks or a source of the user's are served.
    bool serves() const noexcept override { return m_served != nullptr; }

    /// The end of the input that has not been sent.
    std::string_view unsent() const { return m_in.rest(); }

private:
    os::Flow sending(WriteStream in, Activity* activity);
    void add_sinks(const TransferLimits& limits);
    void require_within_limit() const;
    os::Exchange exchange_until(const Deadline& deadline, os::Event* until = nullptr) const;
    template <class Move> bool move_within_limit(Move move);
    void settle();

    Receiving m_out, m_err;
    MemorySource m_in;
    std::optional<TypedSource> m_typed_in;
    std::optional<WatchedSource> m_watched_in;
    Handle m_no_input;
    const os::Flow m_flows[3];
    Served* const m_served;
    std::vector<os::Flow> m_all_flows; ///< only if some are served
    std::unique_ptr<os::Pump> m_pump;  ///< only between steps
    bool m_drops_excess = false;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
