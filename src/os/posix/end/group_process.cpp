#include "group_process.hpp"

#include "os/posix/end/exit_handle.hpp"
#include "os/posix/io/poll.hpp"
#include "os/posix/posix.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

constexpr double longest_nap = 0.05; // seconds

/// Sleeps until `fd` is readable, or for a pause that grows with each call.
void pause_until(int fd, Deadline deadline, double& seconds) {
    pollfd polled{fd, POLLIN, 0};
    poll_until(&polled, 1, earlier(deadline, Deadline::after(seconds)));
    seconds = std::min(2 * seconds, longest_nap);
}

} // namespace

GroupProcess::GroupProcess(ExitHandle program) noexcept : Process(program.pid()), m_exit(std::move(program)) {}

/// Reaps nothing. \return whether the program has ended
bool GroupProcess::look() {
    m_exit.forget_if_lost();
    siginfo_t about{};
    if (m_ended)
        return true;
    const int result =
        retry([&] { return ::waitid(P_PID, static_cast<id_t>(pid), &about, WEXITED | WNOWAIT | WNOHANG); });
    if (result == -1) { // reaped outside this library
        check(errno == ECHILD ? 0 : result);
        m_ended = Ended{0, true};
        m_is_reaped = true;
    } else if (about.si_pid != 0) {
        m_ended = Ended{about.si_code == CLD_EXITED ? about.si_status : -about.si_status};
    }
    return m_ended.has_value();
}

std::optional<Ended> GroupProcess::wait(Deadline deadline) {
    constexpr double shortest_pause = 0.0005;
    std::unique_lock<std::mutex> lock(m_mutex);
    for (double pause = shortest_pause; !look();) {
        if (deadline.has_passed())
            return {};
        const int exit_handle = m_exit.pollable();
        lock.unlock();
        pause_until(exit_handle, deadline, pause);
        lock.lock();
    }
    return m_ended;
}

void GroupProcess::send_signal(int number) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (m_is_reaped || ::killpg(pid, number) == 0 || errno == ESRCH)
        return;
    const bool is_zombie = errno == EPERM && look(); // macOS says so of a group in which nobody lives
    if (!is_zombie)
        throw_errno(errno);
}

NativeHandle GroupProcess::native_handle() const noexcept {
    const std::lock_guard<std::mutex> lock(m_mutex);
    return m_exit.pollable();
}

void GroupProcess::end_group() {
    if (m_is_reaped)
        return;
    if (!m_is_released)
        ::killpg(pid, SIGKILL);
    retry([&] { return ::waitpid(pid, nullptr, 0); });
    m_is_reaped = true;
    m_has_left_others = !m_is_released && ::killpg(pid, 0) == 0;
}

/// \return whether the program has ended, and nobody is left in its group
bool GroupProcess::is_over() {
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (!look())
        return false;
    end_group();
    return !m_has_left_others || ::killpg(pid, 0) != 0;
}

bool GroupProcess::wait_for_tree(Deadline deadline) {
    constexpr double shortest_pause = 0.0005;
    for (double pause = shortest_pause; !is_over();) {
        if (deadline.has_passed())
            return false;
        const bool runs = !wait(Deadline::passed());
        pause_until(runs ? native_handle() : -1, deadline, pause);
    }
    return true;
}

int GroupProcess::left_behind() const noexcept {
    const std::lock_guard<std::mutex> lock(m_mutex);
    return m_has_left_others ? 1 : 0;
}

void GroupProcess::release() {
    const std::lock_guard<std::mutex> lock(m_mutex);
    m_is_released = true;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
