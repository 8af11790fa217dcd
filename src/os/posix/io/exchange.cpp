#include "os/streams.hpp"

#include "os/deadline.hpp"
#include "os/posix/posix.hpp"
#include "os/watch.hpp"
#include "poll.hpp"
#include "sigpipe.hpp"

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>

#include <fmt/format.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/types.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <forward_list>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// Our end of the child's stdin must not block: poll() reports a pipe that has room for some bytes, and a longer write
/// would then block beyond the deadline. Others may share the open file, and with it this flag, so it is restored.
class NonBlocking {
public:
    explicit NonBlocking(int fd) : m_fd(fd), m_flags(check(::fcntl(fd, F_GETFL))) {
        if ((m_flags & O_NONBLOCK) == 0)
            check(::fcntl(fd, F_SETFL, m_flags | O_NONBLOCK));
    }
    NonBlocking(const NonBlocking&) = delete;
    NonBlocking& operator=(const NonBlocking&) = delete;
    ~NonBlocking() { ::fcntl(m_fd, F_SETFL, m_flags); }

    bool is_of(int fd) const { return m_fd == fd; }

private:
    int m_fd, m_flags;
};

/// What poll() says of a stream that is read.
int events_of(int fd) {
    pollfd polled{fd, POLLIN, 0};
    return poll_until(&polled, 1, Deadline::passed()) > 0 ? polled.revents : 0;
}

bool has_bytes(int fd) {
    return (events_of(fd) & POLLIN) != 0;
}

/// \return the number of bytes
std::size_t receive(const Flow& flow) {
    const Room room = flow.sink->room();
    const std::size_t count = read_some(flow.stream->get(), room.memory, room.size);
    if (count == 0 || flow.sink->filled(count) == Verdict::stop)
        flow.stream->close();
    return count;
}

/// Reads no more than the pipe holds at the beginning, so that a child that keeps writing cannot keep us here. If the
/// end of file is behind that, it is seen, so that a child that has just ended is not late.
void receive_what_is_there(const Flow& flow) {
    std::size_t rest = size_of_content(flow.stream->get());
    do {
        rest -= std::min(rest, receive(flow));
    } while (rest > 0 && flow.is_open() && has_bytes(flow.stream->get()));
    if (flow.is_open() && events_of(flow.stream->get()) == POLLHUP)
        flow.stream->close();
}

void close_if_sent(const Flow& flow) {
    if (flow.source != nullptr && flow.is_open() && flow.source->next().empty())
        flow.stream->close();
}

/// With one stream, no deadline and no event, plain blocking calls do.
void move_alone(const Flow& flow) {
    while (flow.is_open() && flow.sink != nullptr)
        receive(flow);
    while (flow.is_open()) {
        const std::size_t count = write_some(flow.stream->get(), flow.source->next());
        flow.source->taken(count);
        if (count == 0 || flow.source->next().empty())
            flow.stream->close();
    }
}

enum class Look { one_of_many, last };

void receive_if_there(const Flow& flow, Look look) {
    try {
        if (look == Look::last)
            receive_what_is_there(flow);
        else
            receive(flow);
    } catch (const BlockingIOError&) { // another reader of this pipe was faster
    }
}

/// \return whether there is more to send
bool send(const Flow& flow) {
    const ssize_t count = write_without_signal(flow.stream->get(), flow.source->next());
    if (count == -1 && errno == EAGAIN)
        return true;
    if (count == -1 && errno == EPIPE)
        return false; // no error: a child may stop reading
    flow.source->taken(static_cast<std::size_t>(check(count)));
    return !flow.source->next().empty();
}

/// Moves several flows, or one with a deadline or an event.
class Pump {
public:
    explicit Pump(const Exchange& exchange) : m_exchange(exchange), m_watch(exchange.until) {
        for (const Flow& flow : exchange)
            if (flow.is_open() && flow.source != nullptr)
                m_modes.emplace_front(flow.stream->get());
    }

    /// Waits until streams are ready, then reads or writes each of them once.
    Look look() {
        const Look look = is_over() ? Look::last : Look::one_of_many;
        if (await(look) > 0)
            for (std::size_t i = 0; i < m_exchange.count; ++i)
                if (m_polled[i].revents != 0)
                    move(m_exchange.flows[i], m_polled[i].revents, look);
        return look;
    }

private:
    bool is_over() { return m_exchange.deadline.has_passed() || m_watch.has_happened(); }

    /// \return how many streams are ready, and one more if the event may have happened
    int await(Look look) {
        m_polled.clear();
        for (const Flow& flow : m_exchange)
            m_polled.push_back(to_poll(flow));
        if (m_watch.handle() != no_handle)
            m_polled.push_back({m_watch.handle(), POLLIN, 0});
        const Deadline limit = look == Look::last ? Deadline::passed() : m_watch.limit(m_exchange.deadline);
        const int ready = poll_until(m_polled.data(), m_polled.size(), limit);
        if (m_polled.size() > m_exchange.count && m_polled[m_exchange.count].revents != 0)
            m_watch.is_ready();
        return ready;
    }

    static pollfd to_poll(const Flow& flow) {
        constexpr int passed_over = -1;
        const short events = flow.sink != nullptr ? POLLIN : POLLOUT;
        return {flow.is_open() ? flow.stream->get() : passed_over, events, 0};
    }

    void move(const Flow& flow, int events, Look look) {
        if (flow.source != nullptr) {
            if (!send(flow))
                end(flow);
        } else if (events == POLLHUP)
            flow.stream->close(); // end of file, and no bytes before it
        else
            receive_if_there(flow, look);
    }

    /// Restores the mode before it closes: others may share the open file.
    void end(const Flow& flow) {
        m_modes.remove_if([&](const NonBlocking& mode) { return mode.is_of(flow.stream->get()); });
        flow.stream->close();
    }

    const Exchange& m_exchange;
    Watch m_watch;
    std::forward_list<NonBlocking> m_modes;
    fmt::basic_memory_buffer<pollfd, 4> m_polled;
};

} // namespace

bool exchange(const Exchange& exchange) {
    for (const Flow& flow : exchange)
        close_if_sent(flow);
    if (exchange.deadline.is_never() && exchange.until == nullptr && exchange.count_open() <= 1)
        try {
            for (const Flow& flow : exchange)
                move_alone(flow);
            return true;
        } catch (const BlockingIOError&) { // the user has made it non-blocking; no byte that has moved is lost
        }
    Pump pump(exchange);
    while (exchange.count_open() > 0 && pump.look() != Look::last) {
    }
    return exchange.count_open() == 0;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
