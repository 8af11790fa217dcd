#include "child_streams.hpp"

#include "os/streams.hpp"
#include "os/terminal.hpp"

#include <array>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

Stdio source_of(const Redirections& redirections, Stdio stream) {
    switch (redirections[stream].kind) {
    case Redirection::Kind::to_stdout:
        return Stdio::out;
    case Redirection::Kind::to_stderr:
        return Stdio::err;
    default:
        return stream;
    }
}

void ChildStreams::open_all(const Redirections& redirections, std::optional<int> pipe_size,
                            const std::optional<os::TerminalSettings>& terminal) {
    if (terminal)
        m_terminal = os::open_terminal(*terminal);
    for (const Stdio stream : all_stdio)
        theirs[stream] = open(stream, redirections[stream], pipe_size);
    for (const Stdio stream : all_stdio)
        if (const Stdio source = source_of(redirections, stream); source != stream)
            theirs[stream] = redirections[source].given() ? theirs[source] : os::standard_stream(source);
}

void ChildStreams::close_theirs() noexcept {
    for (Handle& handle : m_opened.values)
        handle.close();
    m_null_device.close();
    m_terminal.ours.close();
    m_terminal.theirs.close();
}

NativeHandle ChildStreams::open(Stdio stream, const Redirection& redirection, std::optional<int> pipe_size) {
    using Kind = Redirection::Kind;
    switch (redirection.kind) {
    case Kind::pipe:
    case Kind::served:
        return redirection.is_terminal ? terminal_side(stream) : open_pipe(stream, pipe_size);
    case Kind::devnull:
        return null_device();
    case Kind::handle:
        return redirection.handle;
    case Kind::append:
        m_opened[stream] = os::open_to_append(*redirection.filename);
        return m_opened[stream].get();
    case Kind::to_stdout: // once the other one is open
    case Kind::to_stderr:
    case Kind::inherit:
    case Kind::closed:
    case Kind::null: // was refused by check_arguments()
        break;
    }
    return no_handle;
}

NativeHandle ChildStreams::open_pipe(Stdio stream, std::optional<int> pipe_size) {
    os::Pipe pipe = os::open_pipe(stream == Stdio::in ? os::Access::write : os::Access::read, pipe_size);
    ours[stream] = std::move(pipe.ours);
    m_opened[stream] = std::move(pipe.theirs);
    return m_opened[stream].get();
}

/// One of the outputs is the terminal, which nobody needs here afterwards.
NativeHandle ChildStreams::terminal_side(Stdio stream) {
    if (stream != Stdio::in)
        ours[stream] = std::move(m_terminal.ours);
    else
        ours[stream] = m_terminal.typed.valid() ? std::move(m_terminal.typed) : os::duplicate(m_terminal.ours.get());
    return m_terminal.theirs.get();
}

NativeHandle ChildStreams::null_device() {
    if (!m_null_device.valid())
        m_null_device = os::open_null_device();
    return m_null_device.get();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
