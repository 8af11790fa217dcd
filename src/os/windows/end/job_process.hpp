// A program on Windows, and all processes that it starts.
#pragma once

#include "job.hpp"
#include "os/deadline.hpp"
#include "windows_process.hpp"

#include <subprocess/handle.hpp>

#include <mutex>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Destroying it ends all members unless they were released.
class JobProcess final : public WindowsProcess {
public:
    /// \param child a member of the job
    JobProcess(Started child, Job&& job) noexcept;

    /// Ends all members (SIGTERM, SIGKILL), or sends the program's process group an event.
    void send_signal(int number) override;

    /// As for a child alone, also after the program has ended: its group may live on.
    bool ask_to_end(int signal) override;

    bool has_tree() const noexcept override;
    bool wait_for_tree(Deadline deadline) override;
    NativeHandle tree_handle() const noexcept override;
    int left_behind() const noexcept override;
    std::optional<Usage> tree_usage() const noexcept override;
    void release() override;

private:
    void end_all();
    std::optional<Handle> member_to_wait_for();

    mutable std::mutex m_mutex;       ///< guards all below
    Job m_job;                        ///< none once the members are released
    std::optional<int> m_left_behind; ///< set when we end them
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
