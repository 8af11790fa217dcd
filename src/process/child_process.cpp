#include "child_process.hpp"

#include <subprocess/hooks.hpp>

#include "os/process.hpp"
#include "python/hooks.hpp"

#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

std::optional<int> ChildProcess::wait(Deadline deadline) {
    const std::optional<int> code = os::wait(*process, deadline);
    std::unique_lock<std::mutex> lock(process->mutex);
    const bool is_lost = std::exchange(process->status_lost, false);
    lock.unlock(); // the handler may use this process
    if (is_lost)
        warn(Warning::runtime, "the return code of process " + std::to_string(process->pid) +
                                   " is lost, since it was reaped elsewhere; 0 is assumed");
    return code;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
