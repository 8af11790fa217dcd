// A child on Windows.
#pragma once

#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/terminal.hpp"

#include <subprocess/handle.hpp>

#include <memory>
#include <mutex>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The exit code of what we end, as in Python.
inline constexpr unsigned exit_code_of_terminated = 1;

struct Started {
    int pid = 0;
    Handle handle;
    bool has_group = false;                      ///< it leads a process group of its own
    std::shared_ptr<PseudoConsole> console = {}; ///< its terminal, if it has one of its own
};

class WindowsProcess : public Process {
public:
    explicit WindowsProcess(Started child) noexcept;

    std::optional<Ended> wait(Deadline deadline) override;

    /// Ends the child (SIGTERM, SIGKILL), or sends its process group a CTRL_C_EVENT or a CTRL_BREAK_EVENT.
    /// \throws ValueError for any other number
    void send_signal(int number) override;

    /// Sends CTRL_BREAK_EVENT for SIGINT and SIGTERM, if the child has a process group and a console: without a group,
    /// this process and all others on its console would get it.
    bool ask_to_end(int signal) override;

    void hang_up() noexcept override;

    NativeHandle native_handle() const noexcept override;

    /// \throws ValueError without a terminal, or if it is closed
    void resize(TerminalSize size);

protected:
    /// \param number CTRL_C_EVENT or CTRL_BREAK_EVENT; all others are refused
    void send_event(int number) const;
    /// \return false if the child has no process group, or no console
    bool ask_group(int signal) const;

private:
    bool await_end(Deadline deadline) const;
    Ended ended_with(unsigned long code) const;
    void terminate();

    Handle m_handle; ///< never changes
    const bool m_has_group;
    const std::shared_ptr<PseudoConsole> m_console; ///< null: none of its own
    std::mutex m_mutex;
    std::optional<Ended> m_ended; ///< guarded by the mutex; set once
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
