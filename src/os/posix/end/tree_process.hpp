// A program with a supervisor; start/supervisor.hpp says how the two work.
#pragma once

#include "exit_handle.hpp"
#include "os/deadline.hpp"
#include "os/posix/end/usage.hpp"
#include "os/process.hpp"
#include "started_tree.hpp"
#include "tree_record.hpp"

#include <subprocess/handle.hpp>
#include <subprocess/usage.hpp>

#include <unistd.h>

#include <atomic>
#include <mutex>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The supervisor reaps the program, and tells us through the record. What it needs of our memory is the record, which
/// therefore stays mapped until the supervisor has ended. Destroying this object ends the tree, unless it was released,
/// or this process is a copy by fork() of the one that has started it.
class TreeProcess final : public Process {
public:
    /// \param is_handed_out the user's code runs beside the tree, and might close its descriptors
    TreeProcess(StartedTree started, bool is_handed_out) noexcept;
    ~TreeProcess() override;

    /// \throws SubprocessError if the supervisor was killed before the program had ended
    std::optional<Ended> wait(Deadline deadline) override;
    void send_signal(int number) override;
    NativeHandle native_handle() const noexcept override;
    bool has_tree() const noexcept override { return true; }
    bool wait_for_tree(Deadline deadline) override;
    NativeHandle tree_handle() const noexcept override;
    void kill_tree() override;
    int left_behind() const noexcept override { return m_tree.record->left_behind; }
    std::optional<Usage> tree_usage() const noexcept override {
        return m_tree.record->is_over ? std::optional<Usage>(usage_of(m_tree.record->tree_usage)) : std::nullopt;
    }
    void release() override { request(static_cast<unsigned char>(TreeRequest::detach)); }

private:
    bool is_gone() const noexcept { return m_tree.record->state == tree_gone; }
    using Lock = std::unique_lock<std::mutex>;

    bool is_ours() const noexcept { return m_owner == ::getpid(); }
    Lock lock() const;
    bool has_requests() const noexcept;
    bool notice_end();
    void keep_supervisor_running();
    bool can_request() const noexcept;
    bool request(unsigned char byte);
    void await_answer(int answers);
    bool remove_group();
    void forget_lost_handles();
    void await_change(int state, Deadline deadline);
    bool is_about_to_end();
    std::optional<Ended> ended() const;

    StartedTree m_tree;
    FileIdentity m_requests_identity{};
    pid_t m_owner;
    std::mutex m_sending;       ///< held until a signal is answered, unlike the other one, so it is locked first
    mutable std::mutex m_mutex; ///< guards what is below, the requests, the group, and the handles
    std::atomic<bool> m_is_ending{false};
    bool m_is_reaped = false;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
