#include "child_streams.hpp"

#include "os/streams.hpp"

#include <array>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

ChildStreams::ChildStreams(const Redirections& redirections, std::optional<int> pipe_size) {
    for (const Stdio stream : all_stdio)
        theirs[stream] = open(stream, redirections[stream], pipe_size);
}

NativeHandle ChildStreams::open(Stdio stream, const Redirection& redirection, std::optional<int> pipe_size) {
    using Kind = Redirection::Kind;
    switch (redirection.kind) {
    case Kind::pipe:
    case Kind::served:
        return open_pipe(stream, pipe_size);
    case Kind::devnull:
        return null_device();
    case Kind::handle:
        return redirection.handle;
    case Kind::to_stdout:
        return theirs[Stdio::out] != no_handle ? theirs[Stdio::out] : os::standard_stream(Stdio::out);
    case Kind::inherit:
    case Kind::null: // was refused by check_arguments()
        break;
    }
    return no_handle;
}

NativeHandle ChildStreams::open_pipe(Stdio stream, std::optional<int> pipe_size) {
    os::Pipe pipe = os::open_pipe(stream == Stdio::in ? os::Access::write : os::Access::read, pipe_size);
    ours[stream] = std::move(pipe.ours);
    m_their_pipes[stream] = std::move(pipe.theirs);
    return m_their_pipes[stream].get();
}

NativeHandle ChildStreams::null_device() {
    if (!m_null_device.valid())
        m_null_device = os::open_null_device();
    return m_null_device.get();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
