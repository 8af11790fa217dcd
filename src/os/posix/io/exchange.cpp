#include "os/streams.hpp"

#include "os/deadline.hpp"
#include "os/posix/posix.hpp"
#include "poll.hpp"
#include "sigpipe.hpp"

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sys/types.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

constexpr std::size_t all_that_is_there = SIZE_MAX;

using Outgoing = Exchange::Outgoing;
using Incoming = Exchange::Incoming;

/// Our end of the child's stdin must not block: a pipe with room for one byte would take the rest of a long write, and
/// all of our time. The flag belongs to the open file, which outlives us in whoever else has it, so it is put back.
class NonBlocking {
public:
    explicit NonBlocking(const Outgoing& input) : m_input(input) {
        if (!is_open(input.stream) || input.bytes.empty())
            return;
        m_flags = check(::fcntl(input.stream->get(), F_GETFL));
        if ((m_flags & O_NONBLOCK) == 0)
            check(::fcntl(input.stream->get(), F_SETFL, m_flags | O_NONBLOCK));
    }
    ~NonBlocking() { put_back(); }
    void put_back() {
        if (m_flags != -1 && is_open(m_input.stream))
            ::fcntl(m_input.stream->get(), F_SETFL, m_flags);
        m_flags = -1;
    }
    NonBlocking(const NonBlocking&) = delete;
    NonBlocking& operator=(const NonBlocking&) = delete;

private:
    const Outgoing& m_input;
    int m_flags = -1;
};

void send(Outgoing& input) {
    const ssize_t count = write_without_signal(input.stream->get(), input.bytes);
    if (count >= 0)
        input.bytes.remove_prefix(static_cast<std::size_t>(count));
    else if (errno == EPIPE)
        input.bytes = {}; // the child reads no more, which is its right
    else if (errno != EAGAIN)
        throw_errno(errno);
}

void receive(Incoming& output, std::size_t size) {
    if (read_some(output.stream->get(), *output.bytes, size) == 0)
        output.stream->close();
}

/// What poll() has promised may have gone to somebody else who reads this pipe, when it does not block.
void receive_if_there(Incoming& output, std::size_t size) {
    try {
        receive(output, size);
    } catch (const BlockingIOError&) {
    }
}

void close_when_sent(Outgoing& input) {
    if (is_open(input.stream) && input.bytes.empty())
        input.stream->close();
}

std::size_t count_open(const Exchange& exchange) {
    std::size_t count = 0;
    for (const Handle* stream : {exchange.input.stream, exchange.outputs[0].stream, exchange.outputs[1].stream})
        count += is_open(stream) ? 1 : 0;
    return count;
}

/// One look at all streams. \return whether the deadline had passed before it
bool look(Exchange& exchange, Deadline deadline) {
    pollfd fds[3];
    Incoming* outputs[2];
    std::size_t count = 0;
    for (Incoming& output : exchange.outputs)
        if (is_open(output.stream)) {
            outputs[count] = &output;
            fds[count++] = {output.stream->get(), POLLIN, 0};
        }
    const std::size_t output_count = count;
    if (is_open(exchange.input.stream))
        fds[count++] = {exchange.input.stream->get(), POLLOUT, 0};

    const bool is_last = deadline.has_passed();
    if (poll_until(fds, count, deadline) == 0)
        return is_last;
    for (std::size_t i = 0; i < output_count; ++i) {
        if (fds[i].revents == POLLHUP)
            outputs[i]->stream->close(); // the end of file, and nothing before it
        else if (fds[i].revents != 0)
            receive_if_there(*outputs[i], is_last ? all_that_is_there : pipe_capacity);
    }
    if (output_count < count && fds[output_count].revents != 0)
        send(exchange.input);
    return is_last;
}

/// With one stream and all the time in the world, plain blocking calls do.
void move_alone(Exchange& exchange) {
    Outgoing& input = exchange.input;
    while (is_open(input.stream)) {
        const std::size_t sent = write_some(input.stream->get(), input.bytes);
        input.bytes.remove_prefix(sent > 0 ? sent : input.bytes.size());
        close_when_sent(input);
    }
    for (Incoming& output : exchange.outputs)
        while (is_open(output.stream))
            receive(output, pipe_capacity);
}

} // namespace

bool exchange(Exchange& exchange, Deadline deadline) {
    close_when_sent(exchange.input);
    if (deadline.is_never() && count_open(exchange) <= 1)
        try {
            move_alone(exchange);
            return true;
        } catch (const BlockingIOError&) { // the user has made it non-blocking; what has moved is noted
        }
    NonBlocking while_sending(exchange.input);
    for (bool is_late = false; count_open(exchange) > 0 && !is_late;) {
        is_late = look(exchange, deadline);
        if (exchange.input.bytes.empty())
            while_sending.put_back();
        close_when_sent(exchange.input);
    }
    return count_open(exchange) == 0;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
