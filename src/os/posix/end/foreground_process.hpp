// A child that has our terminal while it runs.
#pragma once

#include "os/deadline.hpp"
#include "os/posix/io/own_terminal.hpp"
#include "os/posix/system.hpp"
#include "os/process.hpp"

#include <subprocess/handle.hpp>
#include <subprocess/usage.hpp>

#include <sys/types.h>

#include <memory>
#include <mutex>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Whoever sees the end of the program takes the terminal back.
class ForegroundProcess final : public Process {
public:
    /// \param group the one that it is in; 0: its own
    ForegroundProcess(std::unique_ptr<Process> process, const LentTerminal& terminal, pid_t group) noexcept;

    std::optional<Ended> wait(Deadline deadline) override;
    bool wait_for_tree(Deadline deadline) override;

    void send_signal(int number) override { m_process->send_signal(number); }
    bool ask_to_end(int signal) override { return m_process->ask_to_end(signal); }
    NativeHandle native_handle() const noexcept override { return m_process->native_handle(); }
    bool needs_looks() const noexcept override { return !has_supervisors || !has_tree(); }
    bool has_tree() const noexcept override { return m_process->has_tree(); }
    NativeHandle tree_handle() const noexcept override { return m_process->tree_handle(); }
    void kill_tree() override { m_process->kill_tree(); }
    int left_behind() const noexcept override { return m_process->left_behind(); }
    std::optional<Usage> tree_usage() const noexcept override { return m_process->tree_usage(); }
    void release() override { m_process->release(); }

private:
    void continue_if_stopped() const;
    void take_back(const Ended& ended);

    const std::unique_ptr<Process> m_process;
    const LentTerminal m_terminal;
    const pid_t m_group;
    const pid_t m_owner;
    std::mutex m_mutex; ///< guards what follows; whoever sees the end finds the terminal back
    bool m_is_back = false;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
