// A tree on systems without supervisors: the program leads a process group, and what stays in that group is the tree.
#pragma once

#include "exit_handle.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"

#include <subprocess/handle.hpp>

#include <mutex>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// A process that leaves the group, as daemons do, is lost to the tree, and the end of this process ends nobody.
///
/// While the program is not reaped, the group's number cannot become another group's. So the program is reaped after
/// the last signal to the group, which is SIGKILL. The system does not tell whether others are in the group, so they
/// get that signal as soon as somebody waits for the tree after the program has ended.
class GroupProcess final : public Process {
public:
    explicit GroupProcess(ExitHandle program) noexcept;

    std::optional<Ended> wait(Deadline deadline) override;
    void send_signal(int number) override;
    NativeHandle native_handle() const noexcept override;
    bool has_tree() const noexcept override { return true; }
    bool wait_for_tree(Deadline deadline) override;
    NativeHandle tree_handle() const noexcept override { return detail::no_handle; }
    /// 1 if there was any.
    int left_behind() const noexcept override;
    void release() override;

private:
    bool look();
    void end_group();
    bool is_over();

    mutable std::mutex m_mutex; ///< guards all below
    ExitHandle m_exit;
    std::optional<Ended> m_ended;
    bool m_is_reaped = false;
    bool m_has_left_others = false;
    bool m_is_released = false;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
