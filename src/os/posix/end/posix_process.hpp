// A child on POSIX, and who of several threads reaps it.
#pragma once

#include "exit_handle.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "waitid.hpp"

#include <subprocess/handle.hpp>

#include <condition_variable>
#include <mutex>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Reaping a child frees its pid for another process. So the child is reaped and signalled by pid only under the mutex,
/// and only while m_ended is empty. A pidfd never means another process, so waitid(P_PIDFD) needs no mutex, and a wait
/// without a deadline is this one system call. The states are:
///
///     m_ended  m_reapers  the child
///     empty    0          runs, or has ended and waits to be reaped; or it was reaped outside this library
///     empty    n > 0      n threads are in waitid(P_PIDFD) without the mutex. One of them may have reaped it already,
///                         and records that as soon as it gets the mutex
///     set      any        is reaped; the pid may belong to another process
///
/// - m_ended is set once and then never changes. Its status_lost is set if the child was reaped outside this library
///   and the kernel has not kept the status.
/// - m_reapers is above 0 only if there is a pidfd, and signals go by it too: a signal by pid might hit another process
///   while one of these threads reaps the child.
/// - A thread that finds the child reaped while m_ended is empty and m_reapers is not 0 cannot know by whom. It waits
///   for m_changed until m_ended is set, or m_reapers is 0; in the latter case it was somebody outside this library.
/// - Only m_exit.forget_if_lost() changes m_exit, under the mutex. Whoever leaves the mutex takes the number along.
class PosixProcess final : public Process {
public:
    explicit PosixProcess(ExitHandle child) noexcept;

    std::optional<Ended> wait(Deadline deadline) override;
    void send_signal(int number) override;
    NativeHandle native_handle() const noexcept override;

private:
    using Lock = std::unique_lock<std::mutex>;
    class WithoutMutex;

    Reaped reap(Ended& ended);
    bool reap_now(Lock& lock, Deadline deadline);
    bool can_reap_without_mutex();
    Reaped reap_without_mutex(Lock& lock);
    void block_in_waitid(Lock& lock);
    void adopt_other_threads_result(Lock& lock);
    void conclude_reaped_outside();

    mutable std::mutex m_mutex; ///< guards all below
    ExitHandle m_exit;
    std::optional<Ended> m_ended;
    int m_reapers = 0;
    std::condition_variable m_changed;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
