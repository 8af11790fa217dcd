/// \file
/// Tasks: what goes in steps, for <subprocess/asio.hpp>. Each says whether it has had an effect when it is cancelled.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/asio/library.hpp>
#include <subprocess/call.hpp>
#include <subprocess/communication.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/none.hpp>
#include <subprocess/options.hpp>
#include <subprocess/outputs.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/subprocess_error.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {
inline namespace SUBPROCESS_WITH_ASIO {

/// Popen::wait() in steps. The child lives on when it is cancelled.
class WaitTask {
public:
    static constexpr bool has_effects = false;

    explicit WaitTask(Popen& process) : m_process(&process) {}

    bool step() {
        if (m_is_cancelled || m_process->poll() != None)
            return true;
        wait_in_the_other_way();
        return false;
    }

    const std::vector<Interest>& interests() const { return m_interests; }
    std::optional<std::chrono::steady_clock::time_point> deadline() const { return m_deadline; }
    void cancel() noexcept { m_is_cancelled = true; }

    int result() {
        if (m_process->returncode == None)
            throw Cancelled(m_process->args);
        return m_process->returncode.value();
    }

private:
    /// By the handle and then, because it may be ready before there is an end to see, by the clock; by both if there is
    /// more to see than the end.
    void wait_in_the_other_way() {
        const bool by_handle = m_interests.empty() && m_process->native_handle() != no_handle;
        m_interests.clear();
        m_deadline.reset();
        if (by_handle)
            m_interests.push_back({m_process->native_handle(), Interest::What::read});
        if (!by_handle || needs_looks(*m_process))
            m_deadline = std::chrono::steady_clock::now() + next_pause();
    }

    std::chrono::milliseconds next_pause() {
        m_pause = std::min(2 * m_pause, std::chrono::milliseconds(50));
        return m_pause;
    }

    Popen* m_process;
    std::vector<Interest> m_interests;
    std::optional<std::chrono::steady_clock::time_point> m_deadline;
    std::chrono::milliseconds m_pause{1};
    bool m_is_cancelled = false;
};

/// Popen::communicate() in steps. The child lives on when it is cancelled.
class CommunicateTask {
public:
    static constexpr bool has_effects = true;

    template <class... K> explicit CommunicateTask(Popen& process, K&&... keywords) : m_process(&process) {
        m_kept.input = Call<fn_communicate, K...>(static_cast<K&&>(keywords)...).keywords().template get<kw::input>();
        m_communication.emplace(process, static_cast<K&&>(keywords)..., m_kept);
    }

    // NOLINTBEGIN(bugprone-unchecked-optional-access): it is there until result()
    bool step() { return m_is_cancelled || m_communication->step(); }
    const std::vector<Interest>& interests() const { return m_communication->interests(); }
    std::optional<std::chrono::steady_clock::time_point> deadline() const { return m_communication->deadline(); }
    void cancel() noexcept { m_is_cancelled = true; }

    Outputs result() {
        if (m_communication->done())
            return m_communication->result();
        // NOLINTEND(bugprone-unchecked-optional-access)
        m_communication.reset();
        try {
            return m_process->communicate(timeout = 0);
        } catch (const TimeoutExpired& error) {
            throw Cancelled(m_process->args, error.stdout_, error.stderr_);
        }
    }

private:
    Popen* m_process;
    Options m_kept; // its own copy of the input
    std::optional<Communication> m_communication;
    bool m_is_cancelled = false;
};

/// run() in steps. The child is ended when it is cancelled.
class RunTask : public Running {
public:
    static constexpr bool has_effects = true;

    using Running::Running;
};

} // namespace SUBPROCESS_WITH_ASIO
} // namespace detail
} // namespace v1
} // namespace subprocess
