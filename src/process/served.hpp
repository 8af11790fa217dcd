// The streams of a child that sinks and a source of the user's serve.
#pragma once

#include <subprocess/handle.hpp>
#include <subprocess/output.hpp>
#include <subprocess/reader.hpp>
#include <subprocess/sources.hpp>
#include <subprocess/stream.hpp>

#include "limited_flow.hpp"
#include "os/stdio.hpp"
#include "os/streams.hpp"
#include "streams/child_streams.hpp"
#include "streams/typing.hpp"

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

class Served {
public:
    /// Opens the sinks and the source. \return null if there are none
    static std::unique_ptr<Served> open(const Redirections& redirections, const StreamSettings& settings, Lives lives);

    Served(const Redirections& redirections, const StreamSettings& settings, Lives lives);
    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;
    ~Served();

    /// Takes our ends of the streams that it serves.
    void take(PerStdio<Handle>& ours);

    /// Add the streams that sinks and the source serve, and those that bytes go on to or come from.
    /// \param activity is told of what the source sends; may be null
    /// \param shown_at where the terminal is read at which the source types; null: by a sink, or nowhere
    void add_sinks(std::vector<os::Flow>& flows, const TransferLimits& limits = {});
    void add_source(std::vector<os::Flow>& flows, Activity* activity = nullptr, const Handle* shown_at = nullptr);
    /// \throws OutputLimitReached if a stream had more than max_output before, and is still open
    void require_within_limit() const;
    /// Reads and drops what comes from such a stream.
    void drop_excess();
    /// Our end of the terminal, if a sink takes what it shows; otherwise null.
    Handle* terminal_output() noexcept;
    /// Whether there is anything to do.
    bool has_open_flows();
    /// After an error in the source the child gets no more.
    void close_failed_source();

    /// \throws ValueError in a callback
    void require_no_callback() const;

    /// Whether a sink has closed its stream before the end, so that the child may have died of it.
    bool has_closed_early() const;
    /// What a sink has captured until now, undecoded. None if it does not capture
    Output captured(Stdio stream);
    /// The same, decoded; afterwards it is empty. \throws UnicodeDecodeError, LookupError
    Output take_captured(Stdio stream);

    /// Closes the child's streams, as if they had come to their end. \throws what a sink throws
    void end();
    void end(Stdio stream);
    /// Reads what the streams hold, and ends them. What a sink throws is lost.
    void collect_what_is_there(const TransferLimits& limits) noexcept;
    /// Closes everything, and calls nothing.
    void close() noexcept;

private:
    friend class Serving;

    using Handles = std::array<Handle*, 3>;

    /// While code of the user's runs. It cannot use the Popen's own streams if the call does: they look closed.
    class Callback {
    public:
        explicit Callback(Served& served) noexcept;
        Callback(const Callback&) = delete;
        Callback& operator=(const Callback&) = delete;
        ~Callback();

    private:
        Served& m_served;
        std::array<Handle, 3> m_hidden;
    };

    class GuardedSink;
    class GuardedSource;

    os::Source& typed(const Handle* shown_at);
    void add_sink(Stdio stream, std::vector<os::Flow>& flows, const TransferLimits& limits);
    os::Sink& limited(Stdio stream, const TransferLimits& limits);

    StreamSettings m_settings;
    PerStdio<Handle> m_handles;
    PerStdio<bool> m_is_terminal;
    Handle m_ended; ///< the terminal, after its end
    std::unique_ptr<GuardedSource> m_source;
    PerStdio<std::unique_ptr<GuardedSink>> m_sinks;
    PerStdio<std::optional<LimitedSink>> m_limited; ///< in front of the sinks, if there is a limit
    TypedLine m_line;
    std::optional<TypedSource> m_typed; ///< in front of the source at a terminal
    std::optional<WatchedSource> m_watched;
    Handles m_to_hide{};
    std::atomic<std::thread::id> m_thread_in_callback{std::thread::id()};
    std::mutex m_mutex;
};

/// The right to move the bytes, which one thread has at a time.
class Serving {
public:
    /// \param streams those of the Popen's own ones that the call uses, and a callback must not; null: it does not
    /// \throws ValueError in a callback of `served`
    Serving(Served* served, const std::array<Handle*, 3>& streams);
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;
    ~Serving();

    /// Null if another thread serves them, or nobody has to.
    Served* served() const { return m_served; }

private:
    std::unique_lock<std::mutex> m_lock;
    Served* m_served = nullptr;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
