// Three redirections, and the handles they stand for.
#pragma once

#include <subprocess/handle.hpp>
#include <subprocess/redirect.hpp>

#include "os/stdio.hpp"
#include "os/streams.hpp"

#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail {

using Redirections = PerStdio<Redirection>;

/// The ends of what connects us with a child.
class ChildStreams {
public:
    /// Opens the pipes and the null device. What was opened is closed again when one of them cannot be had.
    ChildStreams(const Redirections& redirections, std::optional<int> pipe_size);

    /// Our ends of the pipes; empty for the streams that are none.
    PerStdio<Handle> ours;
    /// The child's streams; no_handle where it inherits ours.
    PerStdio<NativeHandle> theirs{{no_handle, no_handle, no_handle}};

private:
    NativeHandle open(Stdio stream, const Redirection& redirection, std::optional<int> pipe_size);
    NativeHandle open_pipe(Stdio stream, std::optional<int> pipe_size);
    NativeHandle null_device();

    PerStdio<Handle> m_their_pipes;
    Handle m_null_device; // one for all the streams that ask for it
};

} // namespace detail
} // namespace v1
} // namespace subprocess
