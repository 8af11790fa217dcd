#include "os/streams.hpp"

#include "os/deadline.hpp"
#include "os/posix/posix.hpp"
#include "poll.hpp"
#include "sigpipe.hpp"

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/types.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// Our end of the child's stdin must not block: a pipe with room for one byte would take the rest of a long write, and
/// all of our time. The flag belongs to the open file, which others may share and keep, so it is put back.
class NonBlocking {
public:
    explicit NonBlocking(int fd) : m_fd(fd), m_flags(check(::fcntl(fd, F_GETFL))) {
        if ((m_flags & O_NONBLOCK) == 0)
            check(::fcntl(fd, F_SETFL, m_flags | O_NONBLOCK));
    }
    NonBlocking(const NonBlocking&) = delete;
    NonBlocking& operator=(const NonBlocking&) = delete;
    ~NonBlocking() { ::fcntl(m_fd, F_SETFL, m_flags); }

private:
    int m_fd, m_flags;
};

std::size_t size_of_content(int fd) {
    int size = 0;
    return ::ioctl(fd, FIONREAD, &size) == 0 && size > 0 ? static_cast<std::size_t>(size) : 0;
}

bool has_bytes(int fd) {
    pollfd polled{fd, POLLIN, 0};
    return poll_until(&polled, 1, Deadline::passed()) > 0 && (polled.revents & POLLIN) != 0;
}

/// \return the number of bytes
std::size_t receive(const Flow& flow) {
    const Room room = flow.sink->room();
    const std::size_t count = read_some(flow.stream->get(), room.memory, room.size);
    if (count == 0 || flow.sink->filled(count) == Verdict::stop)
        flow.stream->close();
    return count;
}

/// As much as was there when it began, so that a child that writes on and on cannot hold us.
void receive_what_is_there(const Flow& flow) {
    std::size_t rest = size_of_content(flow.stream->get());
    do {
        rest -= std::min(rest, receive(flow));
    } while (rest > 0 && flow.is_open() && has_bytes(flow.stream->get()));
}

void close_if_sent(const Flow& flow) {
    if (flow.source != nullptr && flow.is_open() && flow.source->next().empty())
        flow.stream->close();
}

/// With one stream and no deadline, plain blocking calls do.
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

/// One flow among several.
class Mover {
public:
    explicit Mover(const Flow& flow) : m_flow(&flow) {
        if (flow.is_open() && flow.source != nullptr)
            m_mode.emplace(flow.stream->get());
    }

    pollfd to_poll() const {
        constexpr int passed_over = -1;
        return {m_flow->is_open() ? m_flow->stream->get() : passed_over,
                static_cast<short>(m_flow->sink != nullptr ? POLLIN : POLLOUT), 0};
    }

    /// Takes one step. \param events what poll() says of the stream
    void move(int events, Look look) {
        if (m_flow->source != nullptr)
            send();
        else if (events == POLLHUP)
            m_flow->stream->close(); // the end of file, and nothing before it
        else
            receive_if_there(look);
    }

private:
    void receive_if_there(Look look) {
        try {
            if (look == Look::last)
                receive_what_is_there(*m_flow);
            else
                receive(*m_flow);
        } catch (const BlockingIOError&) { // somebody else who reads this pipe was faster
        }
    }

    void send() {
        const ssize_t count = write_without_signal(m_flow->stream->get(), m_flow->source->next());
        const int error = count < 0 ? errno : 0;
        if (error == EAGAIN)
            return;
        if (error != 0 && error != EPIPE) // a child that reads no more is none
            throw_errno(error);
        if (count > 0)
            m_flow->source->taken(static_cast<std::size_t>(count));
        if (error == 0 && !m_flow->source->next().empty())
            return;
        m_mode.reset();
        m_flow->stream->close();
    }

    const Flow* m_flow;
    std::optional<NonBlocking> m_mode;
};

class Movers {
public:
    explicit Movers(const Exchange& exchange)
        : m_deadline(exchange.deadline), m_movers(exchange.begin(), exchange.end()) {}

    /// Waits for the streams that are ready, and takes a step with each of them.
    Look look() {
        m_polled.clear();
        for (const Mover& mover : m_movers)
            m_polled.push_back(mover.to_poll());
        const Look look = m_deadline.has_passed() ? Look::last : Look::one_of_many;
        if (poll_until(m_polled.data(), m_polled.size(), m_deadline) > 0)
            for (std::size_t i = 0; i < m_movers.size(); ++i)
                if (m_polled[i].revents != 0)
                    m_movers[i].move(m_polled[i].revents, look);
        return look;
    }

private:
    Deadline m_deadline;
    std::vector<Mover> m_movers;
    std::vector<pollfd> m_polled;
};

} // namespace

bool exchange(const Exchange& exchange) {
    for (const Flow& flow : exchange)
        close_if_sent(flow);
    if (exchange.deadline.is_never() && exchange.count_open() <= 1)
        try {
            for (const Flow& flow : exchange)
                move_alone(flow);
            return true;
        } catch (const BlockingIOError&) { // the user has made it non-blocking; what has moved is noted
        }
    Movers movers(exchange);
    while (exchange.count_open() > 0 && movers.look() != Look::last) {
    }
    return exchange.count_open() == 0;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
