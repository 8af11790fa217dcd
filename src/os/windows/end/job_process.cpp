#include "job_process.hpp"

#include "os/windows/io/io.hpp"
#include "os/windows/windows.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

JobProcess::JobProcess(Started child, Job&& job) noexcept : WindowsProcess(std::move(child)), m_job(std::move(job)) {}

void JobProcess::send_signal(int number) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (!m_job.valid())
        return WindowsProcess::send_signal(number);
    if (m_job.members().empty())
        return;
    if (number == terminate_signal || number == kill_signal)
        end_all();
    else
        send_event(number);
}

bool JobProcess::ask_to_end(int signal) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (!m_job.valid())
        return WindowsProcess::ask_to_end(signal);
    return !m_job.members().empty() && ask_group(signal);
}

void JobProcess::end_all() {
    if (!m_left_behind) {
        const std::vector<ULONG_PTR> members = m_job.members();
        const auto is_other = [this](ULONG_PTR id) { return static_cast<int>(id) != pid; };
        m_left_behind = static_cast<int>(std::count_if(members.begin(), members.end(), is_other));
    }
    m_job.terminate(exit_code_of_terminated);
}

bool JobProcess::has_tree() const noexcept {
    const std::lock_guard<std::mutex> lock(m_mutex);
    return m_job.valid();
}

// Waiting -------------------------------------------------------------------------------------------------------------

namespace {

/// Sleeps for a little longer each time.
class Pause {
public:
    void sleep(Deadline deadline) {
        ::Sleep(std::min(m_milliseconds, milliseconds_of(deadline)));
        m_milliseconds = std::min(2 * m_milliseconds, longest);
    }

private:
    static constexpr DWORD longest = 50;
    DWORD m_milliseconds = 1;
};

} // namespace

/// If the members are being ended, this also ends those that were created meanwhile.
std::optional<Handle> JobProcess::member_to_wait_for() {
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (!m_job.valid())
        return {};
    if (m_left_behind)
        m_job.terminate(exit_code_of_terminated);
    return m_job.running_member();
}

/// Waits for one member after the other by its own handle. The job has a message for the end of the last one, but
/// Windows does not promise to deliver it.
bool JobProcess::wait_for_tree(Deadline deadline) {
    if (!wait(deadline))
        return false;
    Pause pause;
    while (const std::optional<Handle> member = member_to_wait_for()) {
        if (deadline.has_passed())
            return false;
        if (member->valid())
            wait_until(member->get(), deadline);
        else
            pause.sleep(deadline);
    }
    return true;
}

/// The job's own handle becomes ready when its time is up, not when its last member has ended.
NativeHandle JobProcess::tree_handle() const noexcept {
    return has_tree() ? detail::no_handle : native_handle();
}

int JobProcess::left_behind() const noexcept {
    const std::lock_guard<std::mutex> lock(m_mutex);
    return m_left_behind.value_or(0);
}

std::optional<Usage> JobProcess::tree_usage() const noexcept {
    const std::lock_guard<std::mutex> lock(m_mutex);
    return m_job.valid() ? m_job.usage() : std::nullopt;
}

void JobProcess::release() {
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (m_job.valid())
        m_job.release();
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
