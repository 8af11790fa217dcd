// A child whose end is told to an audit hook.
#pragma once

#include <subprocess/command.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/usage.hpp>

#include "os/deadline.hpp"
#include "os/process.hpp"
#include "python/hooks.hpp"

#include <atomic>
#include <memory>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Forwards all to another Process, and tells the hook when that one is seen to have ended, once.
class AuditedProcess final : public os::Process {
public:
    /// Call it before the start: it needs memory. \param start was told to the hook
    AuditedProcess(const Command& command, const AuditedStart& start)
        : Process(0), m_command(command), m_start(start) {}

    /// \param process was started
    void own(std::unique_ptr<os::Process> process) noexcept;

    std::optional<os::Ended> wait(Deadline deadline) override;
    bool wait_for_tree(Deadline deadline) override;

    void send_signal(int number) override { m_process->send_signal(number); }
    bool ask_to_end(int signal) override { return m_process->ask_to_end(signal); }
    void hang_up() noexcept override { m_process->hang_up(); }
    bool needs_looks() const noexcept override { return m_process->needs_looks(); }
    void kill_tree() override { m_process->kill_tree(); }
    void release() override { m_process->release(); }
    bool has_tree() const noexcept override { return m_process->has_tree(); }
    int left_behind() const noexcept override { return m_process->left_behind(); }
    NativeHandle native_handle() const noexcept override { return m_process->native_handle(); }
    NativeHandle tree_handle() const noexcept override { return m_process->tree_handle(); }
    std::optional<Usage> tree_usage() const noexcept override { return m_process->tree_usage(); }

private:
    void tell(const os::Ended& ended) const noexcept;

    const Command m_command;
    const AuditedStart m_start;
    const Deadline::Clock::time_point m_started = Deadline::Clock::now();
    std::unique_ptr<os::Process> m_process;
    std::atomic<bool> m_is_told{false};
};

} // namespace detail
} // namespace v1
} // namespace subprocess
