#include "audited_process.hpp"

#include <subprocess/hooks.hpp>
#include <subprocess/return_code.hpp>

#include "attempt.hpp"
#include "os/cancellation.hpp"

#include <chrono>
#include <exception>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

void AuditedProcess::own(std::unique_ptr<os::Process> process) noexcept {
    m_process = std::move(process);
    pid = m_process->pid;
    stands_still = m_process->stands_still;
}

std::optional<os::Ended> AuditedProcess::wait(Deadline deadline) {
    std::optional<os::Ended> ended = m_process->wait(deadline);
    if (ended && !m_is_told.exchange(true))
        tell(*ended);
    return ended;
}

bool AuditedProcess::wait_for_tree(Deadline deadline) {
    const bool are_over = m_process->wait_for_tree(deadline);
    if (are_over && !m_is_told)
        wait(Deadline::passed());
    return are_over;
}

/// The end has been seen: nothing that a hook does may lose it.
void AuditedProcess::tell(const os::Ended& ended) const noexcept {
    const os::NotCancellable until_told;
    const Seconds duration = Deadline::Clock::now() - m_started;
    std::optional<Usage> usage = ended.usage;
    if (usage)
        usage->wall = duration;
    const ReturnCode code = ended.status_lost ? ReturnCode() : ReturnCode(ended.returncode);
    attempt([&] {
        try {
            audit_end({m_start.number, m_command, pid, code, usage, duration}, m_start);
        } catch (const std::exception& error) {
            warn(Warning::runtime, std::string("the audit hook has thrown at the end of a child: ") + error.what());
        } catch (...) {
            warn(Warning::runtime, "the audit hook has thrown at the end of a child");
        }
    });
}

} // namespace detail
} // namespace v1
} // namespace subprocess
