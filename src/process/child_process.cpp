#include "child_process.hpp"

#include <subprocess/hooks.hpp>

#include "python/hooks.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

std::optional<int> ChildProcess::wait(Deadline deadline, std::optional<Usage>& usage) {
    const std::optional<os::Ended> ended = process->wait(deadline);
    if (!ended)
        return {};
    if (ended->status_lost && !loss_is_told.exchange(true))
        warn(Warning::runtime, "the return code of process " + std::to_string(process->pid) +
                                   " is lost, since it was reaped elsewhere; 0 is assumed");
    const std::lock_guard<std::mutex> lock(usage_mutex);
    if (!std::exchange(usage_is_set, true) && ended->usage) {
        usage = ended->usage;
        usage->wall = Deadline::Clock::now() - started;
    }
    return ended->returncode;
}

bool ChildProcess::wait_for_all(Deadline deadline) {
    return has_tree ? process->wait_for_tree(deadline) : process->wait(deadline).has_value();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
