#include "child_process.hpp"

#include <subprocess/hooks.hpp>

#include "python/hooks.hpp"

#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail {

std::optional<int> ChildProcess::wait(Deadline deadline) {
    const std::optional<os::Ended> ended = process->wait(deadline);
    if (!ended)
        return {};
    if (ended->status_lost && !loss_is_told.exchange(true))
        warn(Warning::runtime, "the return code of process " + std::to_string(process->pid) +
                                   " is lost, since it was reaped elsewhere; 0 is assumed");
    return ended->returncode;
}

bool ChildProcess::wait_for_all(Deadline deadline) {
    return has_tree ? process->wait_for_tree(deadline) : wait(deadline).has_value();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
