#include "os/streams.hpp"

#include "exchange_now.hpp"
#include "masters.hpp"
#include "non_blocking.hpp"
#include "os/deadline.hpp"
#include "os/posix/posix.hpp"
#include "os/watch.hpp"
#include "poll.hpp"
#include "receive.hpp"
#include "sigpipe.hpp"

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>

#include <fmt/format.h>

#include <limits.h>
#include <poll.h>
#include <sys/types.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

bool is_sent(Source& source) {
    return !source.is_waiting() && source.next().empty();
}

/// Also because another flow, which it hands on to, has ended.
bool is_over(const Flow& flow) {
    return flow.is_open() && (flow.sink != nullptr ? flow.sink->wish() == Wish::never : is_sent(*flow.source));
}

/// With one stream, no deadline and no event, plain blocking calls do. \return false if the stream does not block
bool move_alone(const Flow& flow) {
    while (flow.is_open() && flow.sink != nullptr)
        if (!receive(flow))
            return false;
    while (flow.is_open()) {
        const std::string_view bytes = flow.source->next();
        std::size_t count = 0;
        try {
            count = write_some(flow.stream->get(), bytes);
        } catch (const BlockingIOError&) {
            return false;
        } catch (const OSError&) {
            flow.source->failed();
            throw;
        }
        flow.source->taken(count);
        if (count == 0 || flow.source->next().empty())
            flow.stream->close();
    }
    return true;
}

enum class Look { one_of_many, last };

/// Somebody else's stream stays as it is: if it is a pipe, poll() promises no more room than this.
std::string_view portion_of(const Flow& flow) {
    return flow.source->next().substr(0, flow.whose == Whose::ours ? std::string_view::npos : PIPE_BUF);
}

/// \return whether there is more to send
bool send(const Flow& flow) {
    if (flow.source->is_waiting()) // and yet the stream was ready: its reader is gone
        return false;
    const ssize_t count = write_without_signal(flow.stream->get(), portion_of(flow));
    if (count == -1 && errno == EAGAIN)
        return true;
    if (count == -1) {
        const int error = errno;
        if (error == EPIPE || has_found_hang_up(flow.stream->get(), error))
            return false; // no error: a child may stop reading
        flow.source->failed();
        throw_errno(error);
    }
    flow.source->taken(static_cast<std::size_t>(count));
    return !is_sent(*flow.source);
}

/// Moves several flows, or one with a deadline or an event.
class Mover {
public:
    explicit Mover(const Exchange& exchange) : m_exchange(exchange), m_watch(exchange.until) {
        for (const Flow& flow : exchange)
            if (flow.is_open() && flow.source != nullptr && flow.whose == Whose::ours)
                m_modes.add(flow.stream->get());
        m_modes.set(); // not before all are known: two of them may share an open file
    }

    /// Waits until streams are ready, then reads or writes each of them once.
    Look look() {
        close_what_is_over();
        if (m_exchange.count_open() == 0)
            return Look::last;
        const Look look = is_late() ? Look::last : Look::one_of_many;
        if (await(look == Look::last ? Deadline::passed() : m_watch.limit(m_exchange.deadline)))
            move_ready(look);
        return look;
    }

    /// The same without waiting. \return whether a stream was ready
    bool step() {
        close_what_is_over();
        const bool is_ready = m_exchange.count_open() > 0 && await(Deadline::passed());
        if (is_ready)
            move_ready(Look::one_of_many);
        return is_ready;
    }

private:
    bool is_late() { return m_exchange.deadline.has_passed() || m_watch.has_happened(); }

    /// \return whether a stream is ready, or the event may have happened
    bool await(const Deadline& limit) {
        m_polled.clear();
        for (const Flow& flow : m_exchange)
            m_polled.push_back(to_poll(flow));
        if (m_watch.handle() != no_handle)
            m_polled.push_back({m_watch.handle(), POLLIN, 0});
        const int ready = poll_until(m_polled.data(), m_polled.size(), limit);
        if (m_polled.size() > m_exchange.count && m_polled[m_exchange.count].revents != 0)
            m_watch.is_ready();
        return ready > 0;
    }

    void close_what_is_over() {
        for (const Flow& flow : m_exchange)
            if (is_over(flow))
                end(flow);
    }

    static pollfd to_poll(const Flow& flow) {
        constexpr int passed_over = -1;
        if (flow.sink != nullptr)
            return {can_receive(flow) ? flow.stream->get() : passed_over, POLLIN, 0};
        // Without events poll() still reports that the reader is gone.
        const short events = flow.is_open() && flow.source->is_waiting() ? 0 : POLLOUT;
        return {flow.is_open() ? flow.stream->get() : passed_over, events, 0};
    }

    /// If another flow has just read what this one can send, to try, which does not block, is cheaper than another
    /// poll.
    static int ready_events(const Flow& flow, const pollfd& polled) {
        const bool was_waiting = flow.source != nullptr && flow.is_open() && polled.events == 0;
        const bool has_bytes_now = was_waiting && flow.whose == Whose::ours && !flow.source->is_waiting();
        return has_bytes_now ? POLLOUT : polled.revents;
    }

    void move_ready(Look look) {
        for (std::size_t i = 0; i < m_exchange.count; ++i)
            if (const int events = ready_events(m_exchange.flows[i], m_polled[i]); events != 0)
                move(m_exchange.flows[i], events, look);
    }

    void move(const Flow& flow, int events, Look look) {
        if (flow.source != nullptr) {
            if (events == POLLHUP || !send(flow)) // a terminal that nobody uses takes bytes until it is full
                end(flow);
        } else if (events == POLLHUP)
            hang_up(flow); // and no bytes before it
        else if (look == Look::last)
            receive_what_is_there(flow);
        else
            receive(flow);
    }

    /// Restores the mode before it closes: others may share the open file, and one of ours, too.
    void end(const Flow& flow) {
        m_modes.restore(flow.stream->get());
        flow.stream->close();
        m_modes.set();
    }

    const Exchange& m_exchange;
    Watch m_watch;
    NonBlockingModes m_modes;
    fmt::basic_memory_buffer<pollfd, 4> m_polled;
};

} // namespace

bool exchange(const Exchange& exchange) {
    for (const Flow& flow : exchange)
        if (is_over(flow))
            flow.stream->close();
    if (exchange.deadline.is_never() && exchange.until == nullptr && exchange.count_open() <= 1 &&
        std::all_of(exchange.begin(), exchange.end(), move_alone))
        return true;
    Mover mover(exchange);
    while (exchange.count_open() > 0 && mover.look() != Look::last) {
    }
    return exchange.count_open() == 0;
}

bool exchange_now(const Exchange& exchange) {
    constexpr int most_looks = 16; // so that a child that never stops does not keep the caller
    Mover mover(exchange);
    for (int looks = 0; looks < most_looks && mover.step(); ++looks) {
    }
    return exchange.count_open() == 0;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
