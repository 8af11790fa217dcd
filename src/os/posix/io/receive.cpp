#include "receive.hpp"

#include "os/deadline.hpp"
#include "os/streams.hpp"
#include "poll.hpp"

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>

#include <poll.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// What poll() says of a stream that is read.
int events_of(int fd) {
    pollfd polled{fd, POLLIN, 0};
    return poll_until(&polled, 1, Deadline::passed()) > 0 ? polled.revents : 0;
}

bool has_bytes(int fd) {
    return (events_of(fd) & POLLIN) != 0;
}

/// Closes first: what the sink throws must leave nothing to be done again.
void end_of_file(const Flow& flow) {
    if (flow.kept_in != nullptr)
        *flow.kept_in = std::move(*flow.stream);
    else
        flow.stream->close();
    flow.sink->ended();
}

/// What the caller's code throws must not be taken for it. \return none if the stream is not ready after all
std::optional<std::size_t> read_if_there(const Flow& flow) {
    const Room room = flow.sink->room();
    try {
        return read_some(flow.stream->get(), room.memory, room.size);
    } catch (const BlockingIOError&) { // another reader was faster, or the user has made the stream non-blocking
        return {};
    } catch (const OSError&) {
        flow.sink->failed();
        throw;
    }
}

} // namespace

std::optional<std::size_t> receive(const Flow& flow) {
    const std::optional<std::size_t> count = read_if_there(flow);
    if (count == 0)
        end_of_file(flow);
    else if (count && flow.sink->filled(*count) == Verdict::stop)
        flow.stream->close();
    return count;
}

/// Of a terminal poll() does not see the bytes that are on their way.
void hang_up(const Flow& flow) {
    if (flow.kept_in != nullptr)
        receive(flow);
    else
        end_of_file(flow);
}

bool can_receive(const Flow& flow) {
    return flow.is_open() && flow.sink->wish() == Wish::now;
}

void receive_what_is_there(const Flow& flow) {
    std::size_t rest = flow.kept_in != nullptr ? pipe_capacity : size_of_content(flow.stream->get());
    do {
        rest -= std::min(rest, receive(flow).value_or(rest));
    } while (rest > 0 && can_receive(flow) && has_bytes(flow.stream->get()));
    if (can_receive(flow) && events_of(flow.stream->get()) == POLLHUP)
        hang_up(flow);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
