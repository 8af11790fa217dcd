// A child on Windows.
#pragma once

#include "os/deadline.hpp"
#include "os/process.hpp"

#include <subprocess/handle.hpp>

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
};

class WindowsProcess : public Process {
public:
    explicit WindowsProcess(Started child) noexcept;

    std::optional<Ended> wait(Deadline deadline) override;

    /// Ends the child (SIGTERM, SIGKILL), or sends its process group a CTRL_C_EVENT or a CTRL_BREAK_EVENT.
    /// \throws ValueError for any other number
    void send_signal(int number) override;

    NativeHandle native_handle() const noexcept override;

protected:
    /// \param number CTRL_C_EVENT or CTRL_BREAK_EVENT; all others are refused
    void send_event(int number) const;

private:
    bool await_end(Deadline deadline) const;
    void terminate();

    Handle m_handle; ///< never changes
    std::mutex m_mutex;
    std::optional<int> m_returncode; ///< guarded by the mutex; set once
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
