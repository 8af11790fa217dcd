#include "relay.hpp"

#include "duplicate.hpp"

#include <thread>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// \return whether all of it was taken
bool write_all(NativeHandle to, std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t count = write_some(to, bytes);
        if (count == 0)
            return false;
        bytes.remove_prefix(count);
    }
    return true;
}

void move_bytes(NativeHandle from, NativeHandle to) {
    std::string bytes;
    while (read_some(from, bytes, pipe_capacity) > 0 && write_all(to, bytes))
        bytes.clear();
}

} // namespace

Relay::Relay(NativeHandle stream, Access childs) : m_stream(stream) {
    const bool child_reads = childs == Access::read;
    Handle copy = duplicate(stream, Inheritable::no);
    Pipe pipe = open_pipe(child_reads ? Access::write : Access::read);
    m_childs = std::move(pipe.theirs);
    Handle& from = child_reads ? copy : pipe.ours;
    Handle& to = child_reads ? pipe.ours : copy;
    std::thread([from = std::move(from), to = std::move(to), started = m_started.get_future()]() mutable {
        try {
            started.get();
            move_bytes(from.get(), to.get());
        } catch (...) { // spawn failed or a stream broke: treat it as the end of file
        }
        from.close(); // first: whoever sees the end of the other stream may rely on this one being closed
        to.close();
    }).detach();
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
