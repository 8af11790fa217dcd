// Three redirections, and the handles they stand for.
#pragma once

#include <subprocess/handle.hpp>
#include <subprocess/redirect.hpp>

#include "os/os.hpp"

#include <array>
#include <optional>

namespace subprocess {
inline namespace v1 {

using Redirections = std::array<detail::Redirection, 3>;

/// The ends of what connects us with a child.
class ChildStreams {
public:
    /// Opens the pipes and the null device. What was opened is closed again when one of them cannot be had.
    ChildStreams(const Redirections& redirections, std::optional<int> pipe_size);

    /// Our ends of the pipes; empty for the streams that are none.
    std::array<Handle, 3> ours;
    /// The child's streams; no_handle where it inherits ours.
    std::array<NativeHandle, 3> theirs{detail::no_handle, detail::no_handle, detail::no_handle};

private:
    NativeHandle open(Stdio stream, const detail::Redirection& redirection, std::optional<int> pipe_size);
    NativeHandle open_pipe(Stdio stream, std::optional<int> pipe_size);
    NativeHandle null_device();

    std::array<Handle, 3> m_their_pipes;
    Handle m_null_device; // one for all the streams that ask for it
};

} // namespace v1
} // namespace subprocess
