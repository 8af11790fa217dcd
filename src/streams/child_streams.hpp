// Opens the handles that the three redirections ask for.
#pragma once

#include <subprocess/handle.hpp>
#include <subprocess/redirect.hpp>

#include "os/stdio.hpp"
#include "os/terminal.hpp"

#include <memory>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail {

using Redirections = PerStdio<Redirection>;

/// The stream whose redirection counts: another one for stderr = STDOUT and stdout = STDERR.
Stdio source_of(const Redirections& redirections, Stdio stream);

/// Both ends of the streams that connect us with a child.
class ChildStreams {
public:
    /// Opens the pipes, the files, the null device and the terminal. Call it once; if one of them fails, this object
    /// cannot be used.
    void open_all(const Redirections& redirections, std::optional<int> pipe_size,
                  const std::optional<os::TerminalSettings>& terminal = {});

    /// Closes what was opened for the child: otherwise we would never see the end of file.
    void close_theirs() noexcept;

    /// What the start of a child with a terminal needs on Windows; null otherwise.
    const std::shared_ptr<os::PseudoConsole>& console() const { return m_terminal.console; }

    /// Our ends of the pipes; empty for streams that are not pipes.
    PerStdio<Handle> ours;
    /// The child's streams; no_handle where it inherits ours, or gets none.
    PerStdio<NativeHandle> theirs{{no_handle, no_handle, no_handle}};

private:
    NativeHandle open(Stdio stream, const Redirection& redirection, std::optional<int> pipe_size);
    NativeHandle open_pipe(Stdio stream, std::optional<int> pipe_size);
    NativeHandle terminal_side(Stdio stream);
    NativeHandle null_device();

    PerStdio<Handle> m_opened; // pipes and files
    Handle m_null_device;      // shared by all streams that ask for it
    os::Terminal m_terminal;   // so is this
};

} // namespace detail
} // namespace v1
} // namespace subprocess
